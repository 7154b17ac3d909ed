resource "azurerm_kubernetes_cluster" "main" {
  name                = "main"
  resource_group_name = "example"
  location            = "westeurope"
  dns_prefix          = "main"

  network_profile {
    network_plugin = "azure"
    network_policy = "cilium"
  }

  default_node_pool {
    name       = "system"
    vm_size    = "Standard_D4s_v5"
    node_count = 3
  }

  identity {
    type = "SystemAssigned"
  }
}
