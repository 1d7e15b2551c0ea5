# validation.tf has the rules for these inputs. The type and the default of each
# input, and its description, are copied into `identity_providers` of the root
# module by `make inputs`.

variable "user_pool_id" {
  description = "Id of the user pool whose users may sign in through the provider."
  type        = string
  nullable    = false
}

variable "name" {
  description = <<-EOT
    Name of the provider, which app clients list as supported. A social provider has its type as its name.
    Changing it replaces the provider, and its users come back as new users.
  EOT
  type        = string
  nullable    = false
}

variable "type" {
  description = "OIDC, SAML, Google, Facebook, LoginWithAmazon or SignInWithApple. Changing it replaces the provider."
  type        = string
  nullable    = false
}

variable "client_id" {
  description = "Client id of the user pool at the provider. Every type except SAML requires it."
  type        = string
  default     = null
}

variable "client_secret" {
  description = <<-EOT
    Client secret of the user pool at the provider; for SignInWithApple the private key. Every type except SAML requires it.
    The state contains it, except for Apple's key.
  EOT
  type        = string
  default     = null
  sensitive   = true
}

variable "authorize_scopes" {
  description = <<-EOT
    Scopes that the user pool requests from the provider.
    Every type except SAML requires at least one, and OIDC requires openid.
  EOT
  type        = list(string)
  default     = []
  nullable    = false
}

variable "oidc" {
  description = <<-EOT
    For type OIDC: `issuer` is its URL, without a slash at the end; `attributes_request_method` is GET or POST.
    The other URLs are required only if the issuer has no discovery document.
  EOT
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
  description = <<-EOT
    For type SAML: `metadata_url`, or `metadata_file` with the XML itself.
    `sign_out` ends the session at the provider too. `idp_initiated` accepts responses without a request.
    `encrypted_responses` rejects plain-text responses. `request_signing_algorithm`, rsa-sha256, signs requests.
  EOT
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
  description = "For type Facebook: version of the Graph API. By default v17.0, the version in the example of Amazon's API reference."
  type        = string
  default     = null
}

variable "attribute_mapping" {
  description = <<-EOT
    Attribute of the user pool => attribute or claim of the provider. By default Cognito maps username itself.
    A custom attribute is written custom:NAME and must be mutable.
  EOT
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "idp_identifiers" {
  description = <<-EOT
    Other names that a request to /oauth2/authorize may pass as idp_identifier; for SAML also the domains of email addresses.
    Each identifier belongs to one provider of the pool.
  EOT
  type        = list(string)
  default     = []
  nullable    = false
}
