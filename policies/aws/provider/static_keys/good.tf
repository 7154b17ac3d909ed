provider "aws" {
  region = "eu-west-1"
}

resource "aws_iam_group" "readers" {
  name = "readers"
}
