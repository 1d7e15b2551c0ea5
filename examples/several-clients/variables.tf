variable "name" {
  description = "Name of the user pool."
  type        = string
}

variable "domain_prefix" {
  description = "First label of the login host, PREFIX.auth.REGION.amazoncognito.com. No other AWS account in the region may use it."
  type        = string
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
