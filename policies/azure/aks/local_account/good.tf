resource "azurerm_kubernetes_cluster" "main" {
  name                = "main"
  resource_group_name = "example"
  location            = "westeurope"
  dns_prefix          = "main"
  local_account_disabled = true

  azure_active_directory_role_based_access_control {
    azure_rbac_enabled = true
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
