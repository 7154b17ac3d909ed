variable "environment" {
  type    = string
  default = "prod"
}

variable "web_instance_type" {
  description = "Type of the web instances."
  type        = string
}

variable "certificate_arn" {
  description = "Certificate of the public listener."
  type        = string
}
