resource "azurerm_storage_account" "logs" {
  name                       = "examplelogs"
  resource_group_name        = "example"
  location                   = "westeurope"
  account_tier               = "Standard"
  account_replication_type   = "GRS"
  https_traffic_only_enabled = true
}
