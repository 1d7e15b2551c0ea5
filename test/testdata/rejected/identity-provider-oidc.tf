# Rejected: identity_providers.Okta.oidc: a provider of type OIDC requires this object. Write oidc = { issuer =
# "https://login.example.com" }.
module "identity_provider_without_oidc" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = null
}

# Rejected: identity_providers.Okta.authorize_scopes: an OIDC provider returns no attributes of a user without the
# scope openid. Add "openid".
module "identity_provider_without_openid" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["email", "profile"]
  oidc             = { issuer = "https://login.example.com" }
}

# Rejected: identity_providers.Okta.oidc.issuer: "http://login.example.com" is not an issuer that Cognito accepts. Use
# https://, no port except 443 and 80, and no slash at the end, for example "https://login.example.com".
module "identity_provider_an_issuer_without_https" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = { issuer = "http://login.example.com" }
}

# Rejected: identity_providers.Okta.oidc.issuer: "https://login.example.com/" is not an issuer that Cognito accepts.
# Use https://, no port except 443 and 80, and no slash at the end, for example "https://login.example.com".
module "identity_provider_an_issuer_with_a_slash_at_its_end" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = { issuer = "https://login.example.com/" }
}

# Rejected: identity_providers.Okta.oidc.issuer: "https://login.example.com:8443" is not an issuer that Cognito
# accepts. Use https://, no port except 443 and 80, and no slash at the end, for example "https://login.example.com".
module "identity_provider_an_issuer_on_another_port" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = { issuer = "https://login.example.com:8443" }
}

# Rejected: identity_providers.Okta.oidc.attributes_request_method: "get" is not a method that Cognito uses. Write GET
# or POST.
module "identity_provider_an_unknown_request_method" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = { issuer = "https://login.example.com", attributes_request_method = "get" }
}

# Rejected: identity_providers.Okta.oidc.token_url: "http://login.example.com/token" is not a URL that Cognito
# accepts. Use https:// and no port except 443 and 80, or remove it if the issuer has a discovery document.
module "identity_provider_a_url_without_https" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = { issuer = "https://login.example.com", token_url = "http://login.example.com/token" }
}

# Rejected: identity_providers.Okta.oidc.jwks_uri: "https://login.example.com:8443/keys" is not a URL that Cognito
# accepts. Use https:// and no port except 443 and 80, or remove it if the issuer has a discovery document.
module "identity_provider_a_url_on_another_port" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = { issuer = "https://login.example.com", jwks_uri = "https://login.example.com:8443/keys" }
}

# Rejected: identity_providers.Okta.oidc.issuer: "null" is not an issuer that Cognito accepts. Use https://, no port
# except 443 and 80, and no slash at the end, for example "https://login.example.com".
module "identity_provider_a_null_issuer" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = { issuer = null }
}
