resource "azurerm_linux_virtual_machine" "app" {
  name                  = "app"
  resource_group_name   = "example"
  location              = "westeurope"
  size                  = "Standard_D2s_v5"
  admin_username        = "app"
  network_interface_ids = ["example"]

  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Premium_LRS"
  }
}
