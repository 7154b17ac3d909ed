resource "azurerm_linux_web_app" "shop" {
  name                = "example-shop"
  resource_group_name = "example"
  location            = "westeurope"
  service_plan_id     = "example"
  https_only          = true

  site_config {
    minimum_tls_version = "1.0"
  }
}
