variable "user_pool_id" {
  description = "Id of the pool, REGION_xxxxxxxxx. It must have a domain."
  type        = string
}

variable "name" {
  description = "Name of the client."
  type        = string
  default     = "orders"
}

variable "region" {
  description = "AWS region of the pool."
  type        = string
  default     = "us-east-1"
}
