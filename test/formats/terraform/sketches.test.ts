import { afterAll, expect, it } from "vitest";

import { engines, headOf, read } from "./support.ts";

afterAll(() => engines.close());

const configuration = `
variable "name" {}

data "aws_iam_policy_document" "read" {
  statement {
    actions   = ["s3:GetObject"]
    resources = [aws_s3_bucket.a.arn]
  }
}

resource "aws_s3_bucket" "a" {}

resource "aws_s3_bucket_policy" "a" {
  bucket = aws_s3_bucket.a.id
  policy = jsonencode({ Effect = var.name == "" ? "Allow" : "Deny", Resource = aws_s3_bucket.a.arn })
}

provider "aws" {
  access_key = "written"
}
`;

it("says what is known of unknown texts, and decides nothing by what is not", async () => {
  const result = await read(null, { "main.tf": configuration });
  expect(headOf(result).get("aws_s3_bucket_policy.a")?.sketches).toEqual({
    "/bucket": "(known after apply: aws_s3_bucket.a.id)",
    "/policy": '{"Effect":"(known after apply)","Resource":"(known after apply: aws_s3_bucket.a.arn)"}',
  });
});

it("tells what the blocks say, apart from the resources", async () => {
  const result = await read(null, { "main.tf": configuration });
  const blocks = result.projects[0]?.head?.blocks ?? [];
  expect(blocks.map(({ address, type }) => `${address} ${type}`)).toEqual([
    "data.aws_iam_policy_document.read data.aws_iam_policy_document",
    "provider.aws provider.aws",
  ]);
  expect(blocks[0]?.sketches?.["/json"]).toContain("(known after apply: aws_s3_bucket.a.arn)");
  expect(blocks[1]?.values).toMatchObject({ access_key: "written" });
});

it("tells what is handed to a module that is not to be had, and to no other", async () => {
  const result = await read(null, {
    "main.tf": `
      resource "aws_s3_bucket" "a" { count = 2 }
      resource "aws_s3_bucket" "b" {}
      locals { name = aws_s3_bucket.b.id }
      module "here" {
        source = "./m"
        bucket = local.name
      }
      module "elsewhere" {
        source     = "example/bucket/aws"
        for_each   = { first = 0 }
        bucket     = aws_s3_bucket.a[each.value].id
        other      = module.here.bucket
        depends_on = [aws_s3_bucket.a]
      }`,
    "m/main.tf": 'variable "bucket" {}\noutput "bucket" { value = var.bucket }',
  });
  const blocks = result.projects[0]?.head?.blocks ?? [];
  expect(blocks.map(({ address, references }) => [address, references])).toEqual([
    ["module.elsewhere", ["aws_s3_bucket.a[0]", "aws_s3_bucket.b"]],
    ["module.here", []],
  ]);
});
