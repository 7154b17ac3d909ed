resource "aws_s3_bucket_versioning" "logs" {
  bucket = "example-logs"
  mfa    = "arn:aws:iam::111122223333:mfa/root 123456"

  versioning_configuration {
    status     = "Enabled"
    mfa_delete = "Enabled"
  }
}
