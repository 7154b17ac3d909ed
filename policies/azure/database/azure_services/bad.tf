resource "azurerm_mssql_firewall_rule" "azure" {
  name             = "azure"
  server_id        = "example"
  start_ip_address = "0.0.0.0"
  end_ip_address   = "0.0.0.0"
}
