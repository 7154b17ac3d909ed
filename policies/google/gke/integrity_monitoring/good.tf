resource "google_container_node_pool" "main" {
  name    = "main"
  cluster = "example"

  node_config {
    shielded_instance_config {
      enable_integrity_monitoring = true
    }
  }
}
