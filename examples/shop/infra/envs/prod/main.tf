terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }

  backend "s3" {
    bucket       = "shop-terraform-state"
    key          = "prod/terraform.tfstate"
    region       = "eu-west-1"
    encrypt      = true
    use_lockfile = true
  }
}

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      environment = "prod"
      team        = "shop"
      cost-centre = "4711"
    }
  }
}

locals {
  name  = "shop-${var.environment}"
  zones = ["eu-west-1a", "eu-west-1b"]
}

module "network" {
  source = "../../modules/network"

  name  = local.name
  cidr  = "10.20.0.0/16"
  zones = local.zones
}

module "web" {
  source = "../../modules/web"

  name              = local.name
  vpc_id            = module.network.vpc_id
  public_subnet_ids = module.network.public_subnet_ids
  subnet_ids        = module.network.private_subnet_ids
  instance_type     = var.web_instance_type
  instance_count    = 2
  certificate_arn   = var.certificate_arn
}

module "database" {
  source = "../../modules/database"

  name       = local.name
  vpc_id     = module.network.vpc_id
  subnet_ids = module.network.private_subnet_ids
  clients = {
    web = module.web.security_group_id
  }
}

module "storage" {
  source = "../../modules/storage"

  name = "${local.name}-uploads"
}
