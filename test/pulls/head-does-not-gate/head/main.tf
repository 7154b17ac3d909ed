resource "aws_sqs_queue" "team_jobs" {
  name = "team-jobs"
}

resource "aws_sqs_queue" "mine" {
  name = "mine"
}
