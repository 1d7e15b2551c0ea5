variable "project" {
  type        = string
  description = "Short name of the product, in lower case."
}

variable "stage" {
  type        = string
  description = "dev, test or prod."

  validation {
    condition     = contains(["dev", "test", "prod"], var.stage)
    error_message = "stage must be dev, test or prod."
  }
}

variable "callback_urls" {
  type = list(string)
}

variable "default_tenant" {
  type    = string
  default = "public"
}

variable "deletion_protection" {
  type    = string
  default = "ACTIVE"
}
