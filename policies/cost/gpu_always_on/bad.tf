resource "aws_instance" "train" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "g5.xlarge"
}
