resource "aws_db_instance" "app" {
  engine                              = "postgres"
  instance_class                      = "db.t4g.small"
  iam_database_authentication_enabled = true
}
