resource "google_kms_crypto_key" "orders" {
  name            = "orders"
  key_ring        = "example"
  rotation_period = "7776000s"
}
