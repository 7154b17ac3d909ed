resource "aws_sagemaker_endpoint_configuration" "score" {
  production_variants {
    model_name             = "score"
    instance_type          = "ml.m5.large"
    initial_instance_count = 3
  }
}
