resource "google_kms_crypto_key" "orders" {
  name     = "orders"
  key_ring = "example"
}
