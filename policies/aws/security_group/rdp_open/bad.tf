resource "aws_security_group" "app" {
  name = "app"

  ingress {
    description = "Access"
    from_port   = 3389
    to_port     = 3389
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
