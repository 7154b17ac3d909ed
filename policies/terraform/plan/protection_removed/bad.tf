resource "aws_db_instance" "app" {
  engine              = "postgres"
  instance_class      = "db.t4g.small"
  deletion_protection = false
}
