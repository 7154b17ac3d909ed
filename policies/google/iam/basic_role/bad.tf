resource "google_project_iam_member" "deploy" {
  project = "example"
  role    = "roles/editor"
  member  = "serviceAccount:deploy@example.iam.gserviceaccount.com"
}
