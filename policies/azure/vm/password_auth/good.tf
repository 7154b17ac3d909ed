resource "azurerm_linux_virtual_machine" "app" {
  name                  = "app"
  resource_group_name   = "example"
  location              = "westeurope"
  size                  = "Standard_D2s_v5"
  admin_username        = "operator"
  network_interface_ids = ["example"]

  admin_ssh_key {
    username   = "operator"
    public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleExampleExampleExampleExampleExample operator"
  }

  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Premium_LRS"
  }
}
