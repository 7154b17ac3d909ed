resource "google_container_node_pool" "main" {
  name    = "main"
  cluster = "example"

  management {
    auto_upgrade = true
    auto_repair = false
  }
}
