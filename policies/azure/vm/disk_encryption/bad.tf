resource "azurerm_managed_disk" "data" {
  name                 = "data"
  resource_group_name  = "example"
  location             = "westeurope"
  storage_account_type = "Premium_LRS"
  create_option        = "Empty"
  disk_size_gb         = 64

  encryption_settings {
    enabled = false
  }
}
