resource "google_project_iam_member" "deploy" {
  project = "example"
  role    = "roles/run.developer"
  member  = "serviceAccount:deploy@example.iam.gserviceaccount.com"
}
