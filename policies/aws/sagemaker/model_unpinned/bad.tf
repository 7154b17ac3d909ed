resource "aws_sagemaker_model" "score" {
  name               = "score"
  execution_role_arn = "arn:aws:iam::111122223333:role/score"

  primary_container {
    image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/score:latest"
  }
}
