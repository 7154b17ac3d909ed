resource "google_bigquery_dataset" "orders" {
  dataset_id = "orders"
  location   = "EU"

  access {
    role           = "READER"
    group_by_email = "analysts@example.com"
  }
}
