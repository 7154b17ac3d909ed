resource "aws_cloudwatch_log_group" "api" {
  name = "/app/api"
}
