locals { b = 3 }
variable "v" { default = "new" }
resource "terraform_data" "x" { input = "new" }
output "o" { value = "new" }
