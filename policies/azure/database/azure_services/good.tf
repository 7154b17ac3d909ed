resource "azurerm_mssql_firewall_rule" "office" {
  name             = "office"
  server_id        = "example"
  start_ip_address = "198.51.100.7"
  end_ip_address   = "198.51.100.7"
}
