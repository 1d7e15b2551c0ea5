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

variable "button_colour" {
  type    = string
  default = "#0972d3"
}

variable "web_acl_arn" {
  type    = string
  default = null
}
