variable "name" {
  description = "Name of the user pool."
  type        = string
}

variable "domain_prefix" {
  description = "First label of the login host, PREFIX.auth.REGION.amazoncognito.com. No other AWS account in the region may use it."
  type        = string
}

variable "login_domain" {
  description = "Domain of the login pages. Its parent must have an A record."
  type        = string
}

variable "hosted_zone_id" {
  description = <<-EOT
    Route 53 zone of the login domain, for its records.
    Null if the records are elsewhere; certificate_arn is then required.
  EOT
  type        = string
  default     = null
}

variable "certificate_arn" {
  description = "ACM certificate for the login domain, in us-east-1. By default one is made and validated through the hosted zone."
  type        = string
  default     = null
}

variable "region" {
  description = "AWS region."
  type        = string
  default     = "us-east-1"
}

variable "deletion_protection" {
  description = <<-EOT
    ACTIVE keeps the pool from being deleted. Apply INACTIVE before a destroy.
    Otherwise the destroy deletes the domain and the clients before Cognito rejects it.
  EOT
  type        = string
  default     = "ACTIVE"
}
