resource "google_compute_firewall" "admin" {
  name          = "admin"
  network       = "example"
  source_ranges = ["35.235.240.0/20"]

  allow {
    protocol = "tcp"
    ports    = ["3389"]
  }
}
