variable "enabled" { default = false }
resource "terraform_data" "counted" {
  count            = 3
  input            = "n${count.index}"
  triggers_replace = [count.index]
}
resource "terraform_data" "none" { count = var.enabled ? 1 : 0 }
resource "terraform_data" "map" {
  for_each = { a = 1, "b c" = { x = true }, "d\"e" = null }
  input    = { key = each.key, value = each.value }
}
resource "terraform_data" "set" {
  for_each = toset(["x", "y"])
  input    = each.value == each.key
}
resource "terraform_data" "from_other" {
  for_each = terraform_data.map
  input    = each.value.input.key
}
resource "terraform_data" "refers" {
  input = [terraform_data.counted[1].input, terraform_data.counted[*].input, length(terraform_data.none), [for k, v in terraform_data.map : k], terraform_data.map["a"].input.value, one(terraform_data.none[*].input), try(terraform_data.none[0].input, "fallback")]
}
output "keys" { value = keys(terraform_data.map) }
