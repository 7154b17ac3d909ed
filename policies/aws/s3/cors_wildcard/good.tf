resource "aws_s3_bucket_cors_configuration" "uploads" {
  bucket = "example-uploads"

  cors_rule {
    allowed_methods = ["GET", "PUT"]
    allowed_origins = ["https://app.example.com"]
  }
}
