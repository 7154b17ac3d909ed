resource "aws_s3_bucket_versioning" "logs" {
  bucket = "example-logs"

  versioning_configuration {
    status = "Enabled"
  }
}
