variable "names" { type = list(string) }
module "leaf" {
  source = "../child"
  count  = length(var.names)
  name   = var.names[count.index]
}
output "all" { value = module.leaf[*].greeting }
output "where" { value = [path.module, module.leaf[0].where] }
