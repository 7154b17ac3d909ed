resource "aws_elasticache_replication_group" "cache" {
  replication_group_id       = "cache"
  description                = "Sessions"
  transit_encryption_enabled = true
}
