# What is refused is refused in main.tf, by preconditions: they can name the
# client, and all of them show at once.

variable "user_pool_id" {
  description = "Id of the user pool that the client belongs to."
  type        = string
  nullable    = false
}

variable "name" {
  description = "Name of the client."
  type        = string
  nullable    = false

  # CreateUserPoolClient, ClientName.
  validation {
    condition     = can(regex("^[\\w\\s+=,.@-]{1,128}$", var.name))
    error_message = "The client name \"${var.name}\" is not one that Cognito takes: 1 to 128 letters, digits, spaces and _ + = , . @ -. Write for example \"web\"."
  }
}

variable "application_type" {
  description = "What kind of application the client is for: web (a server that keeps a secret), single-page, native or machine-to-machine. It decides the grant, whether there is a secret, and how refresh tokens behave; generate_secret and each field of refresh can be set apart from it."
  type        = string
  default     = "web"
  nullable    = false
}

variable "callback_urls" {
  description = "Where Cognito may send the browser with a code: https, http on localhost, or an app's own scheme. An app's redirect_uri must be one of these, letter for letter. Required but for machine-to-machine, which has none."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "logout_urls" {
  description = "Where Cognito may send the browser after the end of a session. The logout_uri of a request must be one of these, letter for letter."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "default_redirect_uri" {
  description = "The callback for a request without redirect_uri, if the client has one identity provider and several callback_urls; one of these. It can be changed but not taken away again: the provider keeps the old one for null."
  type        = string
  default     = null
}

variable "scopes" {
  description = "Scopes that the client may ask for: openid, email, phone, profile, aws.cognito.signin.user.admin, and those of resource servers as IDENTIFIER/NAME. By default openid and email; a machine-to-machine client must name scopes of resource servers."
  type        = list(string)
  default     = null
}

variable "supported_identity_providers" {
  description = "Through which identity providers users may sign in: COGNITO for users of the pool, and the names of others."
  type        = list(string)
  default     = ["COGNITO"]
  nullable    = false
}

variable "generate_secret" {
  description = "Whether the client is confidential, with a secret that its server keeps (true), or public, for an app that can keep none and uses PKCE (false). By default as application_type says. Cognito can neither add nor take away a secret, so a change is refused."
  type        = bool
  default     = null
}

variable "access_token" {
  description = "How long an access token is valid: 5 minutes to 1 day, and no longer than the refresh token. Unit: seconds, minutes, hours or days."
  type = object({
    validity = optional(number, 60)
    unit     = optional(string, "minutes")
  })
  default  = {}
  nullable = false
}

variable "id_token" {
  description = "How long an ID token is valid: 5 minutes to 1 day, and no longer than the refresh token. Unit: seconds, minutes, hours or days."
  type = object({
    validity = optional(number, 60)
    unit     = optional(string, "minutes")
  })
  default  = {}
  nullable = false
}

variable "refresh" {
  description = <<-EOT
    How the client's sessions are renewed. What is left out is as application_type says; machine-to-machine takes none of it.
    - `validity`, `unit`: how long a refresh token is valid, 1 hour to 10 years (3650 days). A rotated token inherits the time that is left.
    - `rotation`: whether each refresh gives a new refresh token and retires the old one. It decides the auth flow ALLOW_REFRESH_TOKEN_AUTH.
    - `retry_grace_period_seconds`: how long a retired token still works, 0 to 60.
    - `revocation`: whether the app can revoke a refresh token and the access tokens that came from it.
  EOT
  type = object({
    validity                   = optional(number)
    unit                       = optional(string)
    rotation                   = optional(bool)
    retry_grace_period_seconds = optional(number)
    revocation                 = optional(bool)
  })
  default  = {}
  nullable = false
}

variable "auth_session_validity" {
  description = "How many minutes a sign-in through the API may take from challenge to challenge, 3 to 15."
  type        = number
  default     = 3
  nullable    = false
}

variable "explicit_auth_flows" {
  description = "Sign-in flows of the API beside ALLOW_USER_SRP_AUTH, which is always there. ALLOW_REFRESH_TOKEN_AUTH is derived from refresh.rotation and not written here."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "read_attributes" {
  description = "Attributes of a user that the client may read, and that its ID tokens may have; an attribute of the pool's own as custom:NAME. By default every attribute. \"None\" cannot be said: Cognito reads an empty list as the default."
  type        = set(string)
  default     = null
}

variable "write_attributes" {
  description = "Attributes of a user that the client, and so its user, may change, beside those that the pool requires. By default every attribute, also one that an API takes decisions by. \"None\" cannot be said: Cognito reads an empty list as the default."
  type        = set(string)
  default     = null
}

variable "prevent_user_existence_errors" {
  description = "ENABLED gives an unknown user and a wrong password the same answer; LEGACY tells them apart."
  type        = string
  default     = "ENABLED"
  nullable    = false
}

variable "enable_propagate_additional_user_context_data" {
  description = "Whether the app's server may send the user's IP address and device with its requests, for threat protection. It takes a secret."
  type        = bool
  default     = false
  nullable    = false
}
