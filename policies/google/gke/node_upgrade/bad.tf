resource "google_container_node_pool" "main" {
  name    = "main"
  cluster = "example"

  management {
    auto_repair = true
    auto_upgrade = false
  }
}
