resource "aws_security_group" "app" {
  name = "app"

  ingress {
    description = "Access"
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = ["10.20.0.0/16"]
  }
}
