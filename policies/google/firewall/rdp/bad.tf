resource "google_compute_firewall" "admin" {
  name          = "admin"
  network       = "example"
  source_ranges = ["0.0.0.0/0"]

  allow {
    protocol = "tcp"
    ports    = ["3389"]
  }
}
