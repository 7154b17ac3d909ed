resource "azurerm_storage_container" "exports" {
  name                  = "exports"
  storage_account_name  = "example"
  container_access_type = "private"
}
