variable "name" {
  description = "Name of the user pool."
  type        = string
}

variable "domain_prefix" {
  description = "First label of the login host, PREFIX.auth.REGION.amazoncognito.com. No other AWS account may have it in the region."
  type        = string
}

variable "region" {
  description = "AWS region."
  type        = string
  default     = "us-east-1"
}

variable "deletion_protection" {
  description = "ACTIVE keeps the pool from being deleted; apply INACTIVE before a destroy, which otherwise deletes the domain and the clients and then fails."
  type        = string
  default     = "ACTIVE"
}
