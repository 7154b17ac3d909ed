resource "aws_docdb_cluster" "app" {
  cluster_identifier = "app"
  storage_encrypted  = true
}
