resource "google_storage_bucket" "exports" {
  name     = "example-exports"
  location = "EU"
}
