# What an input may hold is checked in main.tf: a precondition can name the
# provider, which a validation cannot, and callers pass a map of them.

variable "user_pool_id" {
  description = "Id of the user pool whose users may sign in through the provider."
  type        = string
  nullable    = false
}

variable "name" {
  description = "Name of the provider, which app clients list as supported. A social provider has its type as its name. Changing it replaces the provider, and its users come back as new ones."
  type        = string
  nullable    = false
}

variable "type" {
  description = "OIDC, SAML, Google, Facebook, LoginWithAmazon or SignInWithApple. Changing it replaces the provider."
  type        = string
  nullable    = false
}

variable "client_id" {
  description = "Client id of the user pool at the provider. Every type but SAML needs it."
  type        = string
  default     = null
}

variable "client_secret" {
  description = "Client secret of the user pool at the provider; for SignInWithApple the private key. Every type but SAML needs it. The state holds it, except for Apple's key."
  type        = string
  default     = null
  sensitive   = true
}

variable "authorize_scopes" {
  description = "Scopes that the user pool asks the provider for. Every type but SAML needs at least one, and OIDC needs openid."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "oidc" {
  description = "For type OIDC. issuer: its URL, without a slash at the end. The other URLs are needed only where the issuer has no discovery document."
  type = object({
    issuer                    = string
    attributes_request_method = optional(string, "GET")
    authorize_url             = optional(string)
    token_url                 = optional(string)
    attributes_url            = optional(string)
    jwks_uri                  = optional(string)
  })
  default = null
}

variable "saml" {
  description = "For type SAML. Either metadata_url or metadata_file, the XML itself. sign_out ends the session at the provider too; idp_initiated takes answers that nobody asked for; encrypted_responses takes none in plain text; request_signing_algorithm, rsa-sha256, signs requests."
  type = object({
    metadata_url              = optional(string)
    metadata_file             = optional(string)
    sign_out                  = optional(bool, false)
    idp_initiated             = optional(bool, false)
    encrypted_responses       = optional(bool, false)
    request_signing_algorithm = optional(string)
  })
  default = null
}

variable "apple" {
  description = "For type SignInWithApple: the team that owns the services id, and the id of the private key."
  type = object({
    team_id = string
    key_id  = string
  })
  default = null
}

variable "facebook_api_version" {
  description = "For type Facebook: version of the Graph API. By default v17.0, the one in the example of Amazon's API reference."
  type        = string
  default     = null
}

variable "attribute_mapping" {
  description = "User pool attribute => attribute or claim of the provider. username is mapped as Cognito itself does; a custom attribute is written custom:NAME and must be mutable."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "idp_identifiers" {
  description = "Further names that a request to /oauth2/authorize may give as idp_identifier, for SAML also the domains of e-mail addresses. Each belongs to one provider of the pool."
  type        = list(string)
  default     = []
  nullable    = false
}
