import { makeRepository, type Files, type TestRepository } from "../test/support/repository.ts";

/** A repository of small Terraform roots, ten files each (a root is two files and calls one of the shared modules). */
export function terraformRepository(files: number): TestRepository {
  const repository = makeRepository();
  const roots = Math.max(1, Math.floor(files / 10));
  const all: Record<string, string> = {};
  for (let root = 0; root < roots; root += 1) Object.assign(all, rootFiles(root));
  repository.commit(all);
  repository.git("switch", "--quiet", "--create", "change");
  repository.commit({ "roots/r0/main.tf": mainFile(0, "m6i.xlarge") });
  return repository;
}

function rootFiles(root: number): Files {
  const files: Record<string, string> = { [`roots/r${root}/main.tf`]: mainFile(root, "m6i.large") };
  for (let index = 0; index < 8; index += 1) files[`roots/r${root}/part${index}.tf`] = partFile(root, index);
  files[`modules/m${root}/main.tf`] = moduleFile();
  return files;
}

function mainFile(root: number, type: string): string {
  return `provider "aws" {
  region = "eu-west-1"
}

module "shared" {
  source = "../../modules/m${root}"
  name   = "r${root}"
}

resource "aws_instance" "web" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "${type}"

  metadata_options {
    http_tokens = "required"
  }
}
`;
}

function partFile(root: number, index: number): string {
  return `locals {
  name_${index} = "r${root}-${index}"
}

resource "aws_sqs_queue" "q${index}" {
  name                      = local.name_${index}
  message_retention_seconds = 86400
  sqs_managed_sse_enabled   = true
}

resource "aws_ebs_volume" "v${index}" {
  availability_zone = "eu-west-1a"
  size              = ${10 + index}
  type              = "gp3"
  encrypted         = true
}
`;
}

function moduleFile(): string {
  return `variable "name" {
  type = string
}

resource "aws_s3_bucket" "this" {
  bucket = var.name
}
`;
}

/** One root of so many resources in one file; the change makes the first instance larger. */
export function oneRootRepository(resources: number): TestRepository {
  const repository = makeRepository();
  const file = (type: string): string =>
    [
      'provider "aws" {\n  region = "us-east-1"\n}\n',
      ...Array.from({ length: resources }, (_, index) => instance(index, index === 0 ? type : "t3.medium")),
    ].join("\n");
  repository.commit({ "main.tf": file("t3.medium") });
  repository.git("switch", "--quiet", "--create", "change");
  repository.commit({ "main.tf": file("t3.large") });
  return repository;
}

function instance(index: number, type: string): string {
  return `resource "aws_instance" "web${index}" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "${type}"

  metadata_options {
    http_tokens = "required"
  }

  root_block_device {
    volume_size = 20
    volume_type = "gp3"
    encrypted   = true
  }
}
`;
}
