resource "azurerm_network_watcher_flow_log" "app" {
  name                      = "app"
  resource_group_name       = "example"
  network_watcher_name      = "example"
  network_security_group_id = "example"
  storage_account_id        = "example"
  enabled                   = false

  retention_policy {
    enabled = true
    days    = 90
  }
}
