resource "google_compute_ssl_policy" "shop" {
  name            = "shop"
  profile         = "RESTRICTED"
  min_tls_version = "TLS_1_2"
}
