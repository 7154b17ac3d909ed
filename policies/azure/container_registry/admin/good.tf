resource "azurerm_container_registry" "apps" {
  name                = "exampleapps"
  resource_group_name = "example"
  location            = "westeurope"
  sku                 = "Premium"
  admin_enabled       = false
}
