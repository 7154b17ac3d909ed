/** A repository of ten files of Terraform, one volume each. */
export function baseFiles(): Readonly<Record<string, string>> {
  const files: Record<string, string> = { "infra/main.tf": 'provider "aws" {\n  region = "eu-west-1"\n}\n' };
  for (let index = 0; index < 10; index += 1) files[`infra/part${index}.tf`] = volume(index, 10);
  return files;
}

/** A change of all ten files; no two numbers give the same. */
export function changedFiles(change: number): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => [`infra/part${index}.tf`, volume(index, 11 + change)]),
  );
}

function volume(index: number, size: number): string {
  return `resource "aws_ebs_volume" "v${index}" {
  availability_zone = "eu-west-1a"
  size              = ${size}
  type              = "gp2"
  encrypted         = ${index !== 0}
}
`;
}
