resource "random_password" "app" {
  length = 32
}

resource "aws_db_instance" "app" {
  engine         = "postgres"
  instance_class = "db.t4g.small"
  username       = "app"
  password       = random_password.app.result
}
