resource "google_compute_ssl_policy" "shop" {
  name    = "shop"
  profile = "COMPATIBLE"
}
