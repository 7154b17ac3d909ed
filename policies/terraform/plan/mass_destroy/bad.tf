resource "aws_sns_topic" "t0" {
  name              = "t0"
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_sns_topic" "t1" {
  name              = "t1"
  kms_master_key_id = "alias/aws/sns"
}
