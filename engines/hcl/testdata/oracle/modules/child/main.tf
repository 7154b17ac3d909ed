variable "name" { type = string }
variable "secret" { default = "none" }
locals { greeting = "hello ${var.name}" }
resource "terraform_data" "this" {
  input = { greeting = local.greeting, secret = var.secret }
}
output "greeting" { value = local.greeting }
output "where" { value = [path.module, path.root] }
output "secret" {
  value     = var.secret
  sensitive = true
}
