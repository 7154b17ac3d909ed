resource "azurerm_cosmosdb_account" "orders" {
  name                          = "example-orders"
  resource_group_name           = "example"
  location                      = "westeurope"
  offer_type                    = "Standard"
  public_network_access_enabled = false

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}
