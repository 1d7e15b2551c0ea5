variable "user_pool_name" {
  description = "Name of the user pool"
  type        = string
}

variable "username_attributes" {
  type    = list(string)
  default = null
}

variable "auto_verified_attributes" {
  type    = set(string)
  default = []
}

variable "deletion_protection" {
  default = "INACTIVE"
}

variable "domain" {
  type    = string
  default = null
}

variable "string_schemas" {
  description = "Attributes of type String"
  type        = any
  default     = []
}

variable "number_schemas" {
  description = "Attributes of type Number"
  type        = any
  default     = []
}

variable "resource_servers" {
  type    = any
  default = []
}

variable "user_groups" {
  type    = any
  default = []
}

# Not list(any), which requires the same keys in each entry.
variable "clients" {
  description = "App clients"
  type        = any
  default     = []
}

variable "client_generate_secret" {
  type    = bool
  default = false
}

variable "client_explicit_auth_flows" {
  type    = list(string)
  default = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
}

variable "client_allowed_oauth_flows" {
  type    = list(string)
  default = ["code"]
}

variable "client_allowed_oauth_scopes" {
  type    = list(string)
  default = ["openid", "email"]
}

variable "client_refresh_token_validity" {
  type    = number
  default = 30
}
