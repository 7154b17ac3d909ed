resource "aws_eks_cluster" "main" {
  name                      = "main"
  role_arn                  = "arn:aws:iam::111122223333:role/eks"
  enabled_cluster_log_types = ["audit"]

  vpc_config {
    subnet_ids = ["subnet-0123456789abcdef0"]
  }
}
