terraform {
  backend "s3" {
    bucket = "example-state"
    key    = "app"
    region = "eu-west-1"
  }
}

resource "terraform_data" "this" {
}
