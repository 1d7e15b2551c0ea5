variable "name" {
  description = "Name of the user pool. Changing it replaces the pool, and every user is lost."
  type        = string
  nullable    = false
}

variable "domain_prefix" {
  description = "First label of the login host, PREFIX.auth.REGION.amazoncognito.com. No other AWS account may have it in the region. Changing it replaces the domain."
  type        = string
  nullable    = false
}

variable "clients" {
  description = <<-EOT
    App clients for the authorization code grant, keyed by a name of your own; the outputs use the same keys. Renaming a key replaces its client.
    - `name`: name of the client; by default the key.
    - `callback_urls`, `logout_urls`: where Cognito may send the browser: https, http on localhost, or an app's own scheme.
    - `scopes`: openid, email, phone, profile, aws.cognito.signin.user.admin, or IDENTIFIER/NAME of a scope in `resource_servers`.
    - `generate_secret`: true for a confidential client, false for a public one that uses PKCE. Changing it replaces the client.
    - `access_token`, `id_token`: 5 minutes to 1 day, and no longer than the refresh token. Unit: seconds, minutes, hours or days.
    - `refresh`: `validity` with `unit`, 1 hour to 10 years; `rotation`, whether each refresh gives a new refresh token; `retry_grace_period_seconds`, how long a retired one still works, 0 to 60; `revocation`, whether the app can revoke it.
    - `explicit_auth_flows`: sign-in flows of the API beside ALLOW_USER_SRP_AUTH. ALLOW_REFRESH_TOKEN_AUTH is derived from `refresh.rotation`.
  EOT
  type = map(object({
    name            = optional(string)
    callback_urls   = list(string)
    logout_urls     = optional(list(string), [])
    scopes          = optional(list(string), ["openid", "email"])
    generate_secret = optional(bool, true)
    access_token = optional(object({
      validity = optional(number, 60)
      unit     = optional(string, "minutes")
    }), {})
    id_token = optional(object({
      validity = optional(number, 60)
      unit     = optional(string, "minutes")
    }), {})
    refresh = optional(object({
      validity                   = optional(number, 30)
      unit                       = optional(string, "days")
      rotation                   = optional(bool, false)
      retry_grace_period_seconds = optional(number, 0)
      revocation                 = optional(bool, true)
    }), {})
    explicit_auth_flows = optional(list(string), [])
  }))
  nullable = false
}

variable "resource_servers" {
  description = "APIs whose scopes clients may ask for, keyed by identifier, by convention the URL of the API. `name` is what the console shows, by default the identifier without its scheme; `scopes` is scope name => description. Changing the identifier or the name replaces the resource server."
  type = map(object({
    name   = optional(string)
    scopes = optional(map(string), {})
  }))
  default  = {}
  nullable = false
}

variable "deletion_protection" {
  description = "ACTIVE keeps the pool and its users from being deleted; INACTIVE lets a destroy through. To destroy a protected pool, apply INACTIVE first: a destroy that Cognito refuses has by then deleted the domain, the clients and the resource servers."
  type        = string
  default     = "ACTIVE"
  nullable    = false
}

variable "user_pool_tier" {
  description = "Feature plan of the pool: LITE, ESSENTIALS or PLUS. AWS offers refresh token rotation from ESSENTIALS on."
  type        = string
  default     = "ESSENTIALS"
  nullable    = false
}

variable "password_policy" {
  description = "What a password must have, and for how many days the temporary password of an invited user is good."
  type = object({
    minimum_length                   = optional(number, 12)
    require_lowercase                = optional(bool, true)
    require_uppercase                = optional(bool, true)
    require_numbers                  = optional(bool, true)
    require_symbols                  = optional(bool, true)
    temporary_password_validity_days = optional(number, 7)
  })
  default  = {}
  nullable = false
}

variable "admin_create_user_only" {
  description = "Whether only an administrator may create users. With false, anyone who reaches the login page can sign up."
  type        = bool
  default     = true
  nullable    = false
}

variable "tags" {
  description = "Tags of the user pool."
  type        = map(string)
  default     = {}
  nullable    = false
}
