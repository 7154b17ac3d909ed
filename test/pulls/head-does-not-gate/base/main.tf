resource "aws_sqs_queue" "team_jobs" {
  name = "team-jobs"
}
