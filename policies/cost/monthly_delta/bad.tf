resource "aws_instance" "batch" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "m6i.8xlarge"
}
