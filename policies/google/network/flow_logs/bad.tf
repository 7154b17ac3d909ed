resource "google_compute_subnetwork" "app" {
  name          = "app"
  network       = "example"
  region        = "europe-west1"
  ip_cidr_range = "10.0.0.0/24"
}
