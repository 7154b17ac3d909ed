resource "google_cloud_run_v2_service_iam_member" "callers" {
  name   = "example"
  role   = "roles/run.invoker"
  member = "allUsers"
}
