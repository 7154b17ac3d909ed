resource "aws_s3_bucket" "captured" {
  bucket = "example-captured"
  acl    = "public-read"
}

resource "aws_sagemaker_endpoint_configuration" "score" {
  production_variants {
    model_name             = "score"
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }

  data_capture_config {
    enable_capture              = true
    initial_sampling_percentage = 100
    destination_s3_uri          = "s3://${aws_s3_bucket.captured.bucket}/score"

    capture_options {
      capture_mode = "InputAndOutput"
    }
  }
}
