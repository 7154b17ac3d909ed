variable "plain" { default = "p" }
variable "from_tfvars" { type = number }
variable "from_auto" { type = list(string) }
variable "from_json" { type = map(number) }
variable "object" {
  type = object({
    name    = string
    size    = optional(number, 10)
    tags    = optional(map(string), { a = "b" })
    nested  = optional(object({ x = optional(string, "dx"), y = optional(bool) }), {})
    nothing = optional(string)
  })
  default = { name = "n", nested = { y = true } }
}
variable "list" {
  type    = list(object({ port = number, proto = optional(string, "tcp") }))
  default = [{ port = "80" }, { port = 53, proto = "udp" }]
}
variable "tuple" {
  type    = tuple([string, number])
  default = ["a", "1"]
}
variable "set" {
  type    = set(string)
  default = ["b", "a", "b"]
}
variable "any" { default = { a = [1, "x"] } }
variable "secret" {
  default   = "s3cret"
  sensitive = true
}
variable "not_null" {
  type     = string
  default  = "fallback"
  nullable = false
}
variable "checked" {
  default = 5
  validation {
    condition     = var.checked > 3
    error_message = "too small"
  }
}
output "all" { value = [var.plain, var.from_tfvars, var.from_auto, var.from_json, var.object, var.list, var.tuple, var.set, var.any, var.not_null, var.checked] }
output "secret" {
  value     = { a = var.secret, b = "x-${var.secret}", c = "open" }
  sensitive = true
}
resource "terraform_data" "secret" {
  input = { a = var.secret, b = "open", c = [upper(var.secret)], d = length(var.secret) }
}
