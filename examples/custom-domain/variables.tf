variable "name" {
  description = "Name of the user pool."
  type        = string
}

variable "domain_prefix" {
  description = "First label of the login host, PREFIX.auth.REGION.amazoncognito.com. No other AWS account may have it in the region."
  type        = string
}

variable "login_domain" {
  description = "Domain of the login pages. Its parent must have an A record."
  type        = string
}

variable "hosted_zone_id" {
  description = "Route 53 zone that holds the login domain, for its records. Null if another name server has them; then give certificate_arn as well."
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
  description = "ACTIVE keeps the pool from being deleted; apply INACTIVE before a destroy, which otherwise deletes the domain and the clients and then fails."
  type        = string
  default     = "ACTIVE"
}
