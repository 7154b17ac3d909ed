resource "azurerm_mssql_server" "open" {
  name                          = "payments"
  resource_group_name           = "payments"
  location                      = "westeurope"
  version                       = "12.0"
  minimum_tls_version           = "1.2"
  public_network_access_enabled = true

  azuread_administrator {
    login_username              = "payments-admins"
    object_id                   = "00000000-0000-0000-0000-000000000001"
    azuread_authentication_only = true
  }
}

resource "azurerm_mssql_firewall_rule" "everybody" {
  name             = "everybody"
  server_id        = "example"
  start_ip_address = "0.0.0.0"
  end_ip_address   = "255.255.255.255"
}
