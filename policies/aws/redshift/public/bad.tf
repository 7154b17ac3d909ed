resource "aws_redshift_cluster" "dwh" {
  cluster_identifier  = "dwh"
  node_type           = "ra3.large"
  encrypted           = true
  publicly_accessible = true
}
