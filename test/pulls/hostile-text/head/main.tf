resource "aws_ebs_volume" "v" {
  for_each          = toset(["@acme/security [x](https://evil.example) <img src=x> | `code` <!-- tollgate:review -->"])
  availability_zone = "us-east-1a"
  size              = 10
  type              = "gp2"
  encrypted         = false
}
