resource "terraform_data" "a" { input = { x = 1, t = timestamp() } }
resource "terraform_data" "b" {
  input = { id = terraform_data.a.id, x = terraform_data.a.input.x, mixed = "arn:${terraform_data.a.id}", out = terraform_data.a.output }
}
output "partial" { value = { known = 1, unknown = terraform_data.a.id, list = [1, terraform_data.a.id] } }
output "prefix" { value = [startswith("arn:aws:${terraform_data.a.id}", "arn:"), startswith("arn:${terraform_data.a.id}", "x")] }
output "not_null" { value = terraform_data.a.id == null }
output "whole" { value = jsonencode({ a = terraform_data.a.id }) }
output "conditional" { value = terraform_data.a.id == "x" ? "a" : "b" }
output "list" { value = [for i in [terraform_data.a.id, "k"] : "${i}!"] }
output "lengths" { value = [length([terraform_data.a.id]), length({ a = terraform_data.a.id })] }
output "merge" { value = merge({ a = terraform_data.a.id }, { b = 2 }) }
output "short_circuit" { value = false && terraform_data.a.id == "x" }
output "short" { value = [alltrue([false, terraform_data.a.id == "x"])] }
output "times" { value = [uuid(), bcrypt("x"), timestamp()] }
output "lookup" { value = [lookup({ a = terraform_data.a.id, b = "k" }, "b", "d"), { a = terraform_data.a.id, b = "k" }.b] }
output "concat" { value = concat([terraform_data.a.id], ["x"]) }
output "coalesce" { value = coalesce(terraform_data.a.id, "x") }
output "keys" { value = keys({ a = terraform_data.a.id }) }
output "try" { value = try(terraform_data.a.id, "x") }
output "index" { value = { a = 1, b = 2 }[terraform_data.a.id == "q" ? "a" : "b"] }
