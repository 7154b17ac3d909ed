terraform {
  backend "s3" {
    bucket       = "example-state"
    key          = "app"
    region       = "eu-west-1"
    encrypt      = true
    use_lockfile = true
  }
}

resource "terraform_data" "this" {
}
