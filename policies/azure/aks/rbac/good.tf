resource "azurerm_kubernetes_cluster" "main" {
  name                = "main"
  resource_group_name = "example"
  location            = "westeurope"
  dns_prefix          = "main"
  role_based_access_control_enabled = true

  default_node_pool {
    name       = "system"
    vm_size    = "Standard_D4s_v5"
    node_count = 3
  }

  identity {
    type = "SystemAssigned"
  }
}
