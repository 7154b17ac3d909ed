resource "aws_elasticache_replication_group" "cache" {
  replication_group_id       = "cache"
  description                = "Sessions"
  at_rest_encryption_enabled = true
}
