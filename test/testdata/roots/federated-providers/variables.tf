variable "name" {
  type = string
}

variable "google_client_id" {
  type = string
}

variable "google_client_secret" {
  type      = string
  sensitive = true
}

variable "partner_client_secret" {
  type      = string
  sensitive = true
}
