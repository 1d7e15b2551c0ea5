variable "name" {
  type = string
}

variable "domain_prefix" {
  type = string
}

variable "region" {
  type = string
}

variable "deletion_protection" {
  type = string
}

variable "clients" {
  type = any
  default = {
    web = { callback_urls = ["https://app.example.com/callback"] }
  }
}

variable "inputs" {
  type    = any
  default = {}
}
