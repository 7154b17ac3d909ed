resource "google_kms_crypto_key_iam_member" "readers" {
  crypto_key_id = "example"
  role          = "roles/cloudkms.cryptoKeyDecrypter"
  member        = "serviceAccount:app@example.iam.gserviceaccount.com"
}
