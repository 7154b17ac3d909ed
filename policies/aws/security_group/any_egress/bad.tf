resource "aws_security_group" "app" {
  name        = "app"
  description = "Application"

  egress {
    description = "Anything"
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
