variable "name" {
  type = string
}

variable "domain_prefix" {
  type = string
}

variable "region" {
  type = string
}
