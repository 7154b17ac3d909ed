resource "aws_sns_topic" "t0" {
  name              = "t0"
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_sns_topic" "t1" {
  name              = "t1"
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_sns_topic" "t2" {
  name              = "t2"
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_sns_topic" "t3" {
  name              = "t3"
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_sns_topic" "t4" {
  name              = "t4"
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_sns_topic" "t5" {
  name              = "t5"
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_sns_topic" "t6" {
  name              = "t6"
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_sns_topic" "t7" {
  name              = "t7"
  kms_master_key_id = "alias/aws/sns"
}
