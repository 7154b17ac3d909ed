resource "azurerm_redis_cache" "sessions" {
  name                 = "example-sessions"
  resource_group_name  = "example"
  location             = "westeurope"
  capacity             = 1
  family               = "C"
  sku_name             = "Standard"
  non_ssl_port_enabled = true
}
