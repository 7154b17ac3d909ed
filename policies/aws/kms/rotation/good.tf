resource "aws_kms_key" "data" {
  description         = "Data"
  enable_key_rotation = true
}
