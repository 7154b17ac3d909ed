resource "google_service_account_iam_member" "deploy" {
  service_account_id = "projects/example/serviceAccounts/app@example.iam.gserviceaccount.com"
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "serviceAccount:deploy@example.iam.gserviceaccount.com"
}
