variable "replicas" {
  default = 1
}

resource "aws_db_instance" "main" {
  engine            = "postgres"
  instance_class    = "db.t3.micro"
  allocated_storage = 20
  storage_encrypted = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_ebs_volume" "data" {
  count             = var.replicas
  availability_zone = "eu-west-1a"
  size              = 10
  type              = "gp3"
  encrypted         = true

  lifecycle {
    prevent_destroy = true
    precondition {
      condition     = var.replicas > 0
      error_message = "at least one replica"
    }
  }
}

check "replicas" {
  assert {
    condition     = var.replicas > 1
    error_message = "one replica is no replica"
  }
}
