# Rejected: identity_providers.Google.authorize_scopes: the list is empty, and Cognito requires scopes for a provider
# of type Google. Write for example ["openid","email","profile"].
module "identity_provider_no_scopes" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Google"
  type             = "Google"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = []
  oidc             = null
}

# Rejected: identity_providers.Okta.authorize_scopes: "openid email" is not one scope, or is in the list twice. Write
# each scope once, as an entry of its own, without spaces and commas. identity_providers.Okta.authorize_scopes: an
# OIDC provider returns no attributes of a user without the scope openid. Add "openid".
module "identity_provider_scopes_in_one_string" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid email"]
  oidc             = { issuer = "https://login.example.com" }
}

# Rejected: identity_providers.Okta.authorize_scopes: "email,profile" is not one scope, or is in the list twice. Write
# each scope once, as an entry of its own, without spaces and commas.
module "identity_provider_scopes_with_a_comma" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid", "email,profile"]
  oidc             = { issuer = "https://login.example.com" }
}

# Rejected: identity_providers.Okta.authorize_scopes: "email" is not one scope, or is in the list twice. Write each
# scope once, as an entry of its own, without spaces and commas.
module "identity_provider_a_scope_twice" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid", "email", "email"]
  oidc             = { issuer = "https://login.example.com" }
}

# Rejected: identity_providers.Okta.authorize_scopes: "null" is not one scope, or is in the list twice. Write each
# scope once, as an entry of its own, without spaces and commas.
module "identity_provider_a_null_scope" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid", null]
  oidc             = { issuer = "https://login.example.com" }
}
