variable "environment" {
  type = string
}

variable "region" {
  type    = string
  default = "eu-central-1"
}

variable "account_ids" {
  description = "Accounts in which this may be applied; null for any."
  type        = list(string)
  default     = null
}
