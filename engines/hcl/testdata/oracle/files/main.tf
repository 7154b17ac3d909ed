module "m" { source = "./mod" }
output "file" { value = [file("t.txt"), file("${path.module}/data/a.json"), filebase64("t.txt"), filemd5("t.txt"), filesha1("t.txt"), filesha256("t.txt"), filesha512("t.txt"), filebase64sha256("t.txt"), filebase64sha512("t.txt")] }
output "exists" { value = [fileexists("t.txt"), fileexists("nope.txt")] }
output "set" { value = [fileset(path.module, "data/*.json"), fileset("data", "**"), fileset(".", "{data,mod}/*.{json,tf}"), fileset("data", "none*")] }
output "template" { value = [templatefile("x.tftpl", { name = "n", list = ["a", "b"], flag = false }), templatefile("${path.module}/x.tftpl", { name = 1, list = [], flag = true })] }
output "decoded" { value = [jsondecode(file("data/a.json")), yamldecode(file("data/b.yaml"))] }
output "module" { value = module.m.text }
