resource "aws_security_group" "app" {
  name        = "app"
  description = "Application servers behind the public load balancer"
}
