resource "azurerm_network_security_rule" "admin" {
  name                        = "admin"
  resource_group_name         = "example"
  network_security_group_name = "example"
  priority                    = 100
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_port_range           = "*"
  source_address_prefix       = "198.51.100.7"
  destination_port_range      = "3389"
  destination_address_prefix  = "*"
}
