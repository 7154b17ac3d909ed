resource "aws_security_group" "web" {
  name        = "web"
  description = "Web servers"
}

resource "aws_security_group" "old" {
  name        = "old"
  description = "Web servers, before"
}

resource "aws_lb" "web" {
  name            = "web"
  internal        = true
  subnets         = ["subnet-0a1b2c3d4e5f67890", "subnet-0a1b2c3d4e5f67891"]
  security_groups = [aws_security_group.web.id, aws_security_group.old.id]
}
