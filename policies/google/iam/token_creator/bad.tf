resource "google_project_iam_member" "deploy" {
  project = "example"
  role    = "roles/iam.serviceAccountTokenCreator"
  member  = "serviceAccount:deploy@example.iam.gserviceaccount.com"
}
