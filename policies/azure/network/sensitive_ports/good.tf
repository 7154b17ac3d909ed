resource "azurerm_network_security_rule" "admin" {
  name                        = "admin"
  resource_group_name         = "example"
  network_security_group_name = "example"
  priority                    = 100
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_port_range           = "*"
  source_address_prefix       = "10.0.1.0/24"
  destination_port_range      = "5432"
  destination_address_prefix  = "*"
}
