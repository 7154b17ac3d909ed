locals {
  secret = file("../../../../etc/passwd")
}

module "outside" {
  source = "../../../../etc"
}

resource "aws_sqs_queue" "jobs" {
  name = local.secret
}

resource "aws_db_instance" "open" {
  engine              = "postgres"
  instance_class      = "db.t3.medium"
  allocated_storage   = 20
  publicly_accessible = true
  storage_encrypted   = true
}
