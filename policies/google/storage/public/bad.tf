resource "google_storage_bucket_iam_member" "readers" {
  bucket = "example-exports"
  role   = "roles/storage.objectViewer"
  member = "allUsers"
}
