# Rejected: identity_providers.Okta.idp_identifiers: the list has 51 entries, and Cognito accepts at most 50. Remove
# some.
module "identity_provider_fifty_one_identifiers" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = { issuer = "https://login.example.com" }
  idp_identifiers  = [for n in range(51) : "tenant-${n}"]
}

# Rejected: identity_providers.Okta.idp_identifiers: "https://example.com" is not an identifier, or is in the list
# twice. Use 1 to 40 letters, digits, spaces and _ + = . @ -, each identifier once, for example "example.com".
module "identity_provider_an_identifier_with_a_slash" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = { issuer = "https://login.example.com" }
  idp_identifiers  = ["https://example.com"]
}

# Rejected: identity_providers.Okta.idp_identifiers: "a23456789-123456789-123456789-123456789-1" is not an identifier,
# or is in the list twice. Use 1 to 40 letters, digits, spaces and _ + = . @ -, each identifier once, for example
# "example.com".
module "identity_provider_an_identifier_of_41_characters" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = { issuer = "https://login.example.com" }
  idp_identifiers  = ["a23456789-123456789-123456789-123456789-1"]
}

# Rejected: identity_providers.Okta.idp_identifiers: "example.com" is not an identifier, or is in the list twice. Use
# 1 to 40 letters, digits, spaces and _ + = . @ -, each identifier once, for example "example.com".
module "identity_provider_an_identifier_twice" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = { issuer = "https://login.example.com" }
  idp_identifiers  = ["example.com", "example.com"]
}

# Rejected: identity_providers.Okta.attribute_mapping: "sub" is not an attribute that Cognito can write. Use username,
# a standard attribute such as email, or custom:NAME with a NAME of at most 20 characters.
module "identity_provider_a_mapping_to_sub" {
  source = "../../../modules/identity-provider"

  user_pool_id      = "eu-west-1_AbCdEfGhI"
  name              = "Okta"
  type              = "OIDC"
  client_id         = "orders"
  client_secret     = "not-a-real-secret"
  authorize_scopes  = ["openid"]
  oidc              = { issuer = "https://login.example.com" }
  attribute_mapping = { sub = "sub" }
}

# Rejected: identity_providers.Okta.attribute_mapping: "tenant" is not an attribute that Cognito can write. Use
# username, a standard attribute such as email, or custom:NAME with a NAME of at most 20 characters.
module "identity_provider_a_mapping_to_an_attribute_without_custom" {
  source = "../../../modules/identity-provider"

  user_pool_id      = "eu-west-1_AbCdEfGhI"
  name              = "Okta"
  type              = "OIDC"
  client_id         = "orders"
  client_secret     = "not-a-real-secret"
  authorize_scopes  = ["openid"]
  oidc              = { issuer = "https://login.example.com" }
  attribute_mapping = { tenant = "tid" }
}

# Rejected: identity_providers.Okta.attribute_mapping: "email" has no attribute of the provider. Write one, or remove
# "email".
module "identity_provider_a_mapping_from_nothing" {
  source = "../../../modules/identity-provider"

  user_pool_id      = "eu-west-1_AbCdEfGhI"
  name              = "Okta"
  type              = "OIDC"
  client_id         = "orders"
  client_secret     = "not-a-real-secret"
  authorize_scopes  = ["openid"]
  oidc              = { issuer = "https://login.example.com" }
  attribute_mapping = { email = "" }
}

# Rejected: identity_providers.Okta.idp_identifiers: "null" is not an identifier, or is in the list twice. Use 1 to 40
# letters, digits, spaces and _ + = . @ -, each identifier once, for example "example.com".
module "identity_provider_a_null_identifier" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = { issuer = "https://login.example.com" }
  idp_identifiers  = [null]
}

# Rejected: identity_providers.Okta.attribute_mapping: "email" has no attribute of the provider. Write one, or remove
# "email".
module "identity_provider_a_null_mapping" {
  source = "../../../modules/identity-provider"

  user_pool_id      = "eu-west-1_AbCdEfGhI"
  name              = "Okta"
  type              = "OIDC"
  client_id         = "orders"
  client_secret     = "not-a-real-secret"
  authorize_scopes  = ["openid"]
  oidc              = { issuer = "https://login.example.com" }
  attribute_mapping = { email = null }
}
