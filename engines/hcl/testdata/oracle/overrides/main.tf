locals { 
  a = 1
  b = 2 
}
variable "v" { default = "old" }
resource "terraform_data" "x" {
  input            = "old"
  triggers_replace = "kept"
}
output "o" { value = "old" }
output "all" { value = [local.a, local.b, var.v] }
