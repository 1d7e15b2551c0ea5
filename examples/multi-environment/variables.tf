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

variable "user_pool_tier" {
  description = "Feature plan of the pool: LITE, ESSENTIALS or PLUS."
  type        = string
  default     = "ESSENTIALS"
}

variable "mfa_configuration" {
  description = "Second factors of users: OFF, OPTIONAL or ON."
  type        = string
  default     = "OFF"
}

variable "web_callback_urls" {
  description = "Callbacks of the app with a server."
  type        = list(string)
}

variable "spa_callback_urls" {
  description = "Callbacks of the app in the browser."
  type        = list(string)
}

variable "access_token" {
  description = "How long access and ID tokens are valid."
  type = object({
    validity = optional(number, 60)
    unit     = optional(string, "minutes")
  })
  default = {}
}

variable "web_refresh" {
  description = "How the sessions of the app with a server are renewed. The defaults are the ones of the type web."
  type = object({
    validity                   = optional(number)
    unit                       = optional(string)
    rotation                   = optional(bool)
    retry_grace_period_seconds = optional(number)
    revocation                 = optional(bool)
  })
  default = {}
}

variable "spa_refresh" {
  description = "How the sessions of the app in the browser are renewed. The defaults are the ones of the type single-page."
  type = object({
    validity                   = optional(number)
    unit                       = optional(string)
    rotation                   = optional(bool)
    retry_grace_period_seconds = optional(number)
    revocation                 = optional(bool)
  })
  default = {}
}
