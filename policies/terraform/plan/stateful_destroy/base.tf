resource "aws_sns_topic" "alerts" {
  name              = "alerts"
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_db_instance" "app" {
  engine              = "postgres"
  instance_class      = "db.t4g.small"
}
