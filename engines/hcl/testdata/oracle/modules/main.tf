module "one" {
  source = "./child"
  name   = "one"
}
module "many" {
  source   = "./child"
  for_each = { a = "x", b = "y" }
  name     = "${each.key}-${each.value}"
  secret   = sensitive("s")
}
module "counted" {
  source = "./child"
  count  = 2
  name   = module.one.greeting
}
module "deep" {
  source = "./middle"
  names  = [for m in module.many : m.greeting]
}
output "one" { value = module.one.greeting }
output "many" { value = { for k, m in module.many : k => m.greeting } }
output "counted" { value = module.counted[*].greeting }
output "deep" { value = module.deep.all }
output "paths" { value = [module.one.where, module.deep.where] }
output "secret" {
  value     = module.many["a"].secret
  sensitive = true
}
