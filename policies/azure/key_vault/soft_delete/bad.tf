resource "azurerm_key_vault" "app" {
  name                = "example-app"
  resource_group_name = "example"
  location            = "westeurope"
  tenant_id           = "00000000-0000-0000-0000-000000000000"
  sku_name            = "standard"
  purge_protection_enabled = true
  soft_delete_enabled = false
}
