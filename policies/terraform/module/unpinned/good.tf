module "vpc" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "5.21.0"
}
