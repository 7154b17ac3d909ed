resource "azurerm_mssql_server" "orders" {
  name                          = "example-orders"
  resource_group_name           = "example"
  location                      = "westeurope"
  version                       = "12.0"
  minimum_tls_version           = "1.2"
  public_network_access_enabled = false
}
