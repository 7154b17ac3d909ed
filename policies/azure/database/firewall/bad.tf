resource "azurerm_mssql_firewall_rule" "everybody" {
  name             = "everybody"
  server_id        = "example"
  start_ip_address = "0.0.0.0"
  end_ip_address   = "255.255.255.255"
}
