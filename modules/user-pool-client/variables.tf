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

variable "callback_urls" {
  description = "Where Cognito may send the browser with a code. An app's redirect_uri must be one of these, letter for letter."
  type        = list(string)
  nullable    = false

  # CreateUserPoolClient refuses the code grant without a callback.
  validation {
    condition     = length(var.callback_urls) >= 1 && length(var.callback_urls) <= 100
    error_message = "callback_urls has ${length(var.callback_urls)} entries; Cognito takes 1 to 100. Write for example [\"https://app.example.com/callback\"]."
  }

  # RFC 8252 section 7.3 names the loopback addresses; Cognito takes http on
  # these alone. A scheme of an app's own (section 7.1) is taken too.
  validation {
    condition = alltrue([for url in var.callback_urls : anytrue([
      can(regex("^https://[^/?#]", url)),
      can(regex("^http://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:[0-9]+)?([/?]|$)", url)),
      can(regex("^[a-zA-Z][a-zA-Z0-9+.-]*:/", url)) && !can(regex("^https?:", lower(url))),
    ])])
    error_message = "A callback URL of ${jsonencode(var.callback_urls)} is not one that Cognito takes: plain http is for localhost, 127.0.0.1 and [::1] alone. Write https://…, http://localhost:3000/callback, or an app's own scheme such as myapp://callback."
  }

  # RFC 6749 section 3.1.2: a redirection endpoint has no fragment.
  validation {
    condition     = alltrue([for url in var.callback_urls : !can(regex("[#\\s]", url)) && length(url) <= 1024])
    error_message = "A callback URL of ${jsonencode(var.callback_urls)} has a #fragment or a space, or more than 1024 characters. Write it without the fragment: the browser never sends one to the app's server."
  }
}

variable "logout_urls" {
  description = "Where Cognito may send the browser after the end of a session. The logout_uri of a request must be one of these, letter for letter."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.logout_urls) <= 100
    error_message = "logout_urls has ${length(var.logout_urls)} entries; Cognito takes at most 100. Write only those that the app uses."
  }

  # Cognito applies the rules of callback URLs.
  validation {
    condition = alltrue([for url in var.logout_urls : anytrue([
      can(regex("^https://[^/?#]", url)),
      can(regex("^http://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:[0-9]+)?([/?]|$)", url)),
      can(regex("^[a-zA-Z][a-zA-Z0-9+.-]*:/", url)) && !can(regex("^https?:", lower(url))),
    ])])
    error_message = "A logout URL of ${jsonencode(var.logout_urls)} is not one that Cognito takes: plain http is for localhost, 127.0.0.1 and [::1] alone. Write https://…, http://localhost:3000/signed-out, or an app's own scheme such as myapp://signed-out."
  }

  validation {
    condition     = alltrue([for url in var.logout_urls : !can(regex("[#\\s]", url)) && length(url) <= 1024])
    error_message = "A logout URL of ${jsonencode(var.logout_urls)} has a #fragment or a space, or more than 1024 characters. Write it without the fragment."
  }
}

variable "scopes" {
  description = "Scopes that the client may ask for: openid, email, phone, profile, aws.cognito.signin.user.admin, and those of resource servers as IDENTIFIER/NAME."
  type        = list(string)
  default     = ["openid", "email"]
  nullable    = false

  # CreateUserPoolClient refuses OAuth without scopes. Quota: 50 scopes a client.
  validation {
    condition     = length(var.scopes) >= 1 && length(var.scopes) <= 50
    error_message = "scopes has ${length(var.scopes)} entries; Cognito takes 1 to 50. Write for example [\"openid\", \"email\"]."
  }

  # ScopeType, and ResourceServerScopeType for the part after the last slash.
  validation {
    condition = alltrue([for scope in var.scopes : anytrue([
      contains(["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"], scope),
      can(regex("^[\\x21\\x23-\\x5B\\x5D-\\x7E]+/[\\x21\\x23-\\x2E\\x30-\\x5B\\x5D-\\x7E]+$", scope)) && length(scope) <= 256,
    ])])
    error_message = "A scope of ${jsonencode(var.scopes)} is not one that Cognito takes: openid, email, phone, profile, aws.cognito.signin.user.admin, or IDENTIFIER/NAME of a resource server in at most 256 characters. There is no offline_access: the code grant always gives a refresh token. Write for example \"openid\" or \"https://orders.example.com/read\"."
  }

  # Developer guide, authorization endpoint: these three go with openid only.
  validation {
    condition     = contains(var.scopes, "openid") || length(setintersection(var.scopes, ["email", "phone", "profile"])) == 0
    error_message = "scopes has ${jsonencode(setintersection(var.scopes, ["email", "phone", "profile"]))} without openid; Cognito gives email, phone and profile together with openid only. Write \"openid\" as well."
  }
}

variable "generate_secret" {
  description = "Whether the client is confidential, with a secret that its server keeps (true), or public, for an app that can keep none and uses PKCE (false). Changing it replaces the client."
  type        = bool
  default     = true
  nullable    = false
}

variable "access_token" {
  description = "How long an access token is valid: 5 minutes to 1 day. Unit: seconds, minutes, hours or days."
  type = object({
    validity = optional(number, 60)
    unit     = optional(string, "minutes")
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["seconds", "minutes", "hours", "days"], var.access_token.unit)
    error_message = "access_token.unit is \"${var.access_token.unit}\", which Cognito does not know. Write \"seconds\", \"minutes\", \"hours\" or \"days\"."
  }

  # CreateUserPoolClient, AccessTokenValidity.
  validation {
    condition = alltrue([
      for unit, seconds in { seconds = 1, minutes = 60, hours = 3600, days = 86400 } :
      var.access_token.validity * seconds >= 300 && var.access_token.validity * seconds <= 86400
      if unit == var.access_token.unit
    ])
    error_message = "An access token of ${var.access_token.validity} ${var.access_token.unit} is out of range: Cognito takes 5 minutes to 1 day. Write for example { validity = 60, unit = \"minutes\" }."
  }
}

variable "id_token" {
  description = "How long an ID token is valid: 5 minutes to 1 day. Unit: seconds, minutes, hours or days."
  type = object({
    validity = optional(number, 60)
    unit     = optional(string, "minutes")
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["seconds", "minutes", "hours", "days"], var.id_token.unit)
    error_message = "id_token.unit is \"${var.id_token.unit}\", which Cognito does not know. Write \"seconds\", \"minutes\", \"hours\" or \"days\"."
  }

  # CreateUserPoolClient, IdTokenValidity.
  validation {
    condition = alltrue([
      for unit, seconds in { seconds = 1, minutes = 60, hours = 3600, days = 86400 } :
      var.id_token.validity * seconds >= 300 && var.id_token.validity * seconds <= 86400
      if unit == var.id_token.unit
    ])
    error_message = "An ID token of ${var.id_token.validity} ${var.id_token.unit} is out of range: Cognito takes 5 minutes to 1 day. Write for example { validity = 60, unit = \"minutes\" }."
  }
}

variable "refresh" {
  description = <<-EOT
    How the client's sessions are renewed:
    - `validity`, `unit`: how long a refresh token is valid, 1 hour to 10 years. A rotated token inherits the time that is left.
    - `rotation`: whether each refresh gives a new refresh token and retires the old one. It decides the auth flow ALLOW_REFRESH_TOKEN_AUTH.
    - `retry_grace_period_seconds`: how long a retired token still works, 0 to 60.
    - `revocation`: whether the app can revoke a refresh token and the access tokens that came from it.
  EOT
  type = object({
    validity                   = optional(number, 30)
    unit                       = optional(string, "days")
    rotation                   = optional(bool, false)
    retry_grace_period_seconds = optional(number, 0)
    revocation                 = optional(bool, true)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["seconds", "minutes", "hours", "days"], var.refresh.unit)
    error_message = "refresh.unit is \"${var.refresh.unit}\", which Cognito does not know. Write \"seconds\", \"minutes\", \"hours\" or \"days\"."
  }

  # CreateUserPoolClient, RefreshTokenValidity. Cognito reads 0 as 30 days.
  validation {
    condition = alltrue([
      for unit, seconds in { seconds = 1, minutes = 60, hours = 3600, days = 86400 } :
      var.refresh.validity * seconds >= 3600 && var.refresh.validity * seconds <= 315360000
      if unit == var.refresh.unit
    ])
    error_message = "A refresh token of ${var.refresh.validity} ${var.refresh.unit} is out of range: Cognito takes 1 hour to 10 years (3650 days). Write for example { validity = 30, unit = \"days\" }."
  }

  # RefreshTokenRotationType, RetryGracePeriodSeconds.
  validation {
    condition     = var.refresh.retry_grace_period_seconds >= 0 && var.refresh.retry_grace_period_seconds <= 60
    error_message = "refresh.retry_grace_period_seconds is ${var.refresh.retry_grace_period_seconds}; Cognito takes 0 to 60. Write for example 10, or 0 to retire the old token at once."
  }

  validation {
    condition     = var.refresh.rotation || var.refresh.retry_grace_period_seconds == 0
    error_message = "refresh.retry_grace_period_seconds is ${var.refresh.retry_grace_period_seconds}, but rotation is off, so no token is ever retired. Write rotation = true, or leave the grace period out."
  }
}

variable "explicit_auth_flows" {
  description = "Sign-in flows of the API beside ALLOW_USER_SRP_AUTH, which is always there. ALLOW_REFRESH_TOKEN_AUTH is derived from refresh.rotation and not written here."
  type        = list(string)
  default     = []
  nullable    = false

  # CreateUserPoolClient: "ALLOW_REFRESH_TOKEN_AUTH is not a permitted
  # ExplicitAuthFlow when refresh token rotation is enabled."
  validation {
    condition     = !contains(var.explicit_auth_flows, "ALLOW_REFRESH_TOKEN_AUTH")
    error_message = "explicit_auth_flows has ALLOW_REFRESH_TOKEN_AUTH, which Cognito refuses when refresh tokens rotate and which is set here exactly when they do not. Leave it out, and write refresh = { rotation = true } or { rotation = false }."
  }

  validation {
    condition = alltrue([for flow in var.explicit_auth_flows : contains([
      "ALLOW_ADMIN_USER_PASSWORD_AUTH",
      "ALLOW_CUSTOM_AUTH",
      "ALLOW_REFRESH_TOKEN_AUTH",
      "ALLOW_USER_AUTH",
      "ALLOW_USER_PASSWORD_AUTH",
      "ALLOW_USER_SRP_AUTH",
    ], flow)])
    error_message = "A flow of ${jsonencode(var.explicit_auth_flows)} is not one that goes with the flows set here: Cognito refuses the old names without ALLOW_ beside them. Write ALLOW_ADMIN_USER_PASSWORD_AUTH, ALLOW_CUSTOM_AUTH, ALLOW_USER_AUTH, ALLOW_USER_PASSWORD_AUTH or ALLOW_USER_SRP_AUTH."
  }
}
