resource "aws_lambda_function" "api" {
  function_name = "api"
  role          = "arn:aws:iam::111122223333:role/api"

  environment {
    variables = {
      DB_PASSWORD_SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db"
    }
  }
}
