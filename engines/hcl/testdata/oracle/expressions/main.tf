locals {
  c     = local.b * 2
  b     = local.a + 1
  a     = 1
  users = [{ name = "ann", role = "admin", age = 30 }, { name = "bob", role = "dev", age = 20 }, { name = "cid", role = "dev", age = 40 }]
  nested = { x = { y = [{ z = "deep" }] } }
  text  = <<-EOT
    first ${local.a}
      second
    %{ for u in local.users ~}
    - ${u.name}%{ if u.age > 25 } (old)%{ else } (young)%{ endif }
    %{ endfor ~}
    end
  EOT
}
output "order" { value = [local.a, local.b, local.c] }
output "arithmetic" { value = [1 + 2 * 3, (1 + 2) * 3, 7 % 3, -7 % 3, 7 / 2, -3, 1e3, 0.1 + 0.2, 10 / 3] }
output "comparison" { value = [1 == 1.0, "1" == 1, 1 != 2, 1 < 2, 2 >= 2, "a" == "b", [1] == [1], { a = 1 } == { a = 1 }, null == null] }
output "logic" { value = [true && !false, false || true, true ? "a" : "b", null != null ? 1 : 2] }
output "conditional_types" { value = [true ? 1 : "x", false ? [1] : [], true ? { a = 1 } : { a = 2 }] }
output "for_list" { value = [for i, u in local.users : "${i}-${upper(u.name)}" if u.age >= 30] }
output "for_map" { value = { for u in local.users : u.name => u.age } }
output "for_group" { value = { for u in local.users : u.role => u.name... } }
output "for_object" { value = [for k, v in { b = 1, a = 2 } : "${k}${v}"] }
output "for_set" { value = [for k, v in toset(["b", "a"]) : "${k}${v}"] }
output "splat" { value = [local.users[*].name, local.users.*.age, local.nested.x.y[*].z, null[*], "x"[*], local.nested[*].x] }
output "index" { value = [local.users[1].name, local.nested["x"].y[0]["z"], local.users[length(local.users) - 1].role] }
output "templates" { value = ["${local.a}", "a${local.a}b", "$${x}", "%%{x}", "${true}", "q\"\n\t\\u00e9\u00e9", "x${~ "  y" ~}  z"] }
output "heredoc" { value = local.text }
output "raw_heredoc" {
  value = <<EOT
  keeps
    indentation ${jsonencode({ a = 1 })}
EOT
}
output "object_keys" { value = { (local.a == 1 ? "dynamic" : "x") = 1, "quoted key" = 2, plain = 3, "${local.a}-t" = 4 } }
output "expansion" { value = [max([1, 2, 3]...), merge([{ a = 1 }, { b = 2 }]...)] }
output "nulls" { value = [null, { a = null }, [null]] }
output "large" { value = [123456789012345678, 1.5e10, 0.000001] }
output "workspace" { value = [terraform.workspace, path.module, path.root] }
