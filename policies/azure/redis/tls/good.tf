resource "azurerm_redis_cache" "sessions" {
  name                = "example-sessions"
  resource_group_name = "example"
  location            = "westeurope"
  capacity            = 1
  family              = "C"
  sku_name            = "Standard"
  minimum_tls_version = "1.2"
}
