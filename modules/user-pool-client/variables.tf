# validation.tf has the rules for these inputs. The type and the default of each
# input, and its description, are copied into `clients` of the root module by
# `make inputs`.

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
    error_message = "name: \"${var.name}\" is not a client name. Use 1 to 128 letters, digits, spaces and _ + = , . @ -."
  }
}

variable "input_path" {
  description = "Path that error messages give for this client. By default clients.NAME."
  type        = string
  default     = null
}

variable "application_type" {
  description = <<-EOT
    Kind of application: web, single-page, native or machine-to-machine.
    It decides the grant, and the defaults of generate_secret and refresh.
    A web app has a server that keeps a secret. Single-page and native apps have no secret, use PKCE and rotate refresh tokens.
    A machine-to-machine client uses client credentials and has no user.
  EOT
  type        = string
  default     = "web"
  nullable    = false
}

variable "callback_urls" {
  description = <<-EOT
    URLs to which Cognito may send the browser with a code: https, http on localhost, or an app's own scheme.
    A redirect_uri must equal one of them, character for character.
    Required, except for machine-to-machine clients, which have none.
  EOT
  type        = list(string)
  default     = []
  nullable    = false
}

variable "logout_urls" {
  description = <<-EOT
    URLs to which Cognito may send the browser when a session ends.
    A logout_uri must equal one of them, character for character.
  EOT
  type        = list(string)
  default     = []
  nullable    = false
}

variable "default_redirect_uri" {
  description = <<-EOT
    The one of callback_urls that Cognito uses for a request without redirect_uri, if the client has one identity provider.
    It can be changed but not removed: the provider keeps the old one.
  EOT
  type        = string
  default     = null
}

variable "scopes" {
  description = <<-EOT
    Scopes that the client may request: openid, email, phone, profile, aws.cognito.signin.user.admin,
    aws.cognito/dcr/register, and IDENTIFIER/NAME.
    IDENTIFIER/NAME is a scope of a resource server.
    By default openid and email; a machine-to-machine client must name scopes of resource servers.
  EOT
  type        = list(string)
  default     = null
}

variable "supported_identity_providers" {
  description = "Identity providers through which users may sign in: COGNITO for the users of the pool, and the names of others."
  type        = list(string)
  default     = ["COGNITO"]
  nullable    = false
}

variable "generate_secret" {
  description = <<-EOT
    Whether the client is confidential, with a secret that its server keeps, or public, with PKCE. By default as application_type says.
    Cognito can neither add nor remove a secret, so a plan that changes it fails.
  EOT
  type        = bool
  default     = null
}

variable "access_token" {
  description = <<-EOT
    How long an access token is valid: 5 minutes to 1 day, and no longer than the refresh token.
    `unit` is seconds, minutes, hours or days.
  EOT
  type = object({
    validity = optional(number, 60)
    unit     = optional(string, "minutes")
  })
  default  = {}
  nullable = false
}

variable "id_token" {
  description = <<-EOT
    How long an ID token is valid: 5 minutes to 1 day, and no longer than the refresh token.
    `unit` is seconds, minutes, hours or days.
  EOT
  type = object({
    validity = optional(number, 60)
    unit     = optional(string, "minutes")
  })
  default  = {}
  nullable = false
}

variable "refresh" {
  description = <<-EOT
    How the client's sessions are renewed. By default as application_type says; machine-to-machine clients have none.
    - `validity`, `unit`: how long a refresh token is valid, 1 hour to 10 years (3650 days). A rotated token inherits the remaining time.
    - `rotation`: whether each refresh returns a new refresh token and retires the old one. It decides the flow ALLOW_REFRESH_TOKEN_AUTH.
    - `retry_grace_period_seconds`: how long a retired token still works, 0 to 60.
    - `revocation`: whether the app can revoke a refresh token and the access tokens issued with it.
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
  description = "Minutes that a sign-in through the API may take from one challenge to the next, 3 to 15."
  type        = number
  default     = 3
  nullable    = false
}

variable "explicit_auth_flows" {
  description = <<-EOT
    Sign-in flows of the API in addition to ALLOW_USER_SRP_AUTH, which is always allowed.
    `refresh.rotation` decides ALLOW_REFRESH_TOKEN_AUTH.
  EOT
  type        = list(string)
  default     = []
  nullable    = false
}

variable "read_attributes" {
  description = <<-EOT
    Attributes that the client may read and that its ID tokens may contain; custom:NAME for a custom one. By default every attribute.
    The list cannot be empty: Cognito reads an empty list as every attribute.
  EOT
  type        = set(string)
  default     = null
}

variable "write_attributes" {
  description = <<-EOT
    Attributes that the client, and so its user, may change, in addition to those that the pool requires; custom:NAME for a custom one.
    By default every attribute, also one on which an API bases decisions.
    The list cannot be empty: Cognito reads an empty list as every attribute.
  EOT
  type        = set(string)
  default     = null
}

variable "prevent_user_existence_errors" {
  description = "ENABLED returns the same error for an unknown user and a wrong password; LEGACY returns different ones."
  type        = string
  default     = "ENABLED"
  nullable    = false
}

variable "enable_propagate_additional_user_context_data" {
  description = "Whether the app's server may send the user's IP address and device, for threat protection. Requires a secret."
  type        = bool
  default     = false
  nullable    = false
}
