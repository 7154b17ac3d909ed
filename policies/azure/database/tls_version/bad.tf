resource "azurerm_mysql_flexible_server_configuration" "tls" {
  name                = "tls_version"
  resource_group_name = "example"
  server_name         = "example"
  value               = "TLSv1.1,TLSv1.2"
}
