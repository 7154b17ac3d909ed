resource "azurerm_key_vault_secret" "api" {
  name            = "api"
  key_vault_id    = "example"
  value           = var.api_token
  expiration_date = "2027-06-30T00:00:00Z"
}

variable "api_token" {
  type      = string
  sensitive = true
}
