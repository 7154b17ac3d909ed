resource "aws_docdb_cluster" "app" {
  cluster_identifier = "app"
}
