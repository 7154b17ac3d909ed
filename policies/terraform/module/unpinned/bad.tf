module "labels" {
  source = "./labels"
}

module "vpc" {
  source = "terraform-aws-modules/vpc/aws"
}
