output "text" { value = [file("${path.module}/own.txt"), file("t.txt"), path.module] }
