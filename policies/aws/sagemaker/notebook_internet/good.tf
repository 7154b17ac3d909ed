resource "aws_sagemaker_notebook_instance" "lab" {
  name          = "lab"
  role_arn      = "arn:aws:iam::111122223333:role/lab"
  instance_type = "ml.t3.medium"
  subnet_id = "subnet-0123456789abcdef0"
  direct_internet_access = "Disabled"
}
