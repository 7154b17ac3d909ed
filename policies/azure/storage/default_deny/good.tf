resource "azurerm_storage_account" "logs" {
  name                     = "examplelogs"
  resource_group_name      = "example"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "GRS"

  network_rules {
    default_action = "Deny"
    ip_rules       = ["198.51.100.7"]
  }
}
