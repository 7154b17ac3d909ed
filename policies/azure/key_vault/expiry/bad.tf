resource "azurerm_key_vault_secret" "api" {
  name         = "api"
  key_vault_id = "example"
  value        = var.api_token
}

variable "api_token" {
  type      = string
  sensitive = true
}
