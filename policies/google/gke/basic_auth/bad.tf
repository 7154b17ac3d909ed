resource "google_container_cluster" "main" {
  name     = "main"
  location = "europe-west1"

  master_auth {
    username = "admin"
    password = var.password
  }
}

variable "password" {
  sensitive = true
  default = "example"
}
