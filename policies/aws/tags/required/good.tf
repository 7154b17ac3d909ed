resource "aws_sqs_queue" "jobs" {
  name                    = "jobs"
  sqs_managed_sse_enabled = true

  tags = {
    owner       = "payments"
    cost-centre = "4711"
    environment = "production"
  }
}
