# Rejected: identity_providers.Okta.type: "Okta" is not a type of identity provider. Write OIDC, SAML, Google,
# Facebook, LoginWithAmazon or SignInWithApple.
module "identity_provider_an_unknown_type" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "Okta"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = null
}

# Rejected: identity_providers.Okta.type: "oidc" is not a type of identity provider. Write OIDC, SAML, Google,
# Facebook, LoginWithAmazon or SignInWithApple.
module "identity_provider_a_type_in_the_wrong_case" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "oidc"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = null
}

# Rejected: identity_providers.corporate_login.name: "corporate_login" is not a provider name. Use 3 to 32 characters
# without spaces, an underscore only as the second, for example "corporate-login".
module "identity_provider_a_name_with_an_underscore" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "corporate_login"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = { issuer = "https://login.example.com" }
}

# Rejected: identity_providers.Corporate login.name: "Corporate login" is not a provider name. Use 3 to 32 characters
# without spaces, an underscore only as the second, for example "corporate-login".
module "identity_provider_a_name_with_a_space" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Corporate login"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = { issuer = "https://login.example.com" }
}

# Rejected: identity_providers.ad.name: "ad" is not a provider name. Use 3 to 32 characters without spaces, an
# underscore only as the second, for example "corporate-login".
module "identity_provider_a_name_of_two_characters" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "ad"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = { issuer = "https://login.example.com" }
}

# Rejected: identity_providers.a23456789-123456789-123456789-123.name: "a23456789-123456789-123456789-123" is not a
# provider name. Use 3 to 32 characters without spaces, an underscore only as the second, for example
# "corporate-login".
module "identity_provider_a_name_of_33_characters" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "a23456789-123456789-123456789-123"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = { issuer = "https://login.example.com" }
}

# Rejected: identity_providers.MyGoogle.name: a provider of type Google must have the name "Google". Rename it.
module "identity_provider_a_social_provider_with_another_name" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "MyGoogle"
  type             = "Google"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = null
}

# Rejected: identity_providers.Google.name: Cognito reserves the name Google. Use another name for a provider of type
# OIDC.
module "identity_provider_the_name_of_a_social_provider" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Google"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = { issuer = "https://login.example.com" }
}

# Rejected: identity_providers.COGNITO.name: Cognito reserves the name COGNITO. Use another name for a provider of
# type OIDC.
module "identity_provider_the_name_of_the_pool" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "COGNITO"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = { issuer = "https://login.example.com" }
}

# Rejected: identity_providers.SignInWithApple.apple: a provider of type SignInWithApple requires this object. Write
# apple = { team_id = "TEAM123456", key_id = "KEY1234567" }.
module "identity_provider_apple_without_its_object" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "SignInWithApple"
  type             = "SignInWithApple"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = null
}

# Rejected: identity_providers.Okta.saml: a provider of type OIDC does not accept it. Remove it, or change the type.
module "identity_provider_an_object_of_another_type" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = { issuer = "https://login.example.com" }
  saml             = { metadata_url = "https://login.example.com/metadata" }
}

# Rejected: identity_providers.Okta.facebook_api_version: a provider of type OIDC does not accept it. Remove it, or
# change the type.
module "identity_provider_a_version_of_facebook_for_another_type" {
  source = "../../../modules/identity-provider"

  user_pool_id         = "eu-west-1_AbCdEfGhI"
  name                 = "Okta"
  type                 = "OIDC"
  client_id            = "orders"
  client_secret        = "not-a-real-secret"
  authorize_scopes     = ["openid"]
  oidc                 = { issuer = "https://login.example.com" }
  facebook_api_version = "v23.0"
}

# Rejected: identity_providers.Okta.client_id: a provider of type OIDC requires it. Write the client id that the
# provider gave to the user pool.
module "identity_provider_a_missing_client_id" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "OIDC"
  client_id        = null
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = { issuer = "https://login.example.com" }
}

# Rejected: identity_providers.Okta.client_secret: the client secret is missing. Write it under this name in
# identity_provider_secrets of the root module, or as client_secret of this module.
module "identity_provider_a_missing_secret" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = null
  authorize_scopes = ["openid"]
  oidc             = { issuer = "https://login.example.com" }
}

# Rejected: identity_providers.Okta.client_secret: the client secret is missing. Write it under this name in
# identity_provider_secrets of the root module, or as client_secret of this module.
module "identity_provider_an_empty_secret" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = ""
  authorize_scopes = ["openid"]
  oidc             = { issuer = "https://login.example.com" }
}

# Rejected: identity_providers.SignInWithApple.apple: team_id and key_id are both required. Write the ids that Apple's
# developer account shows.
module "identity_provider_apple_without_a_team" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "SignInWithApple"
  type             = "SignInWithApple"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = null
  apple            = { team_id = "", key_id = "KEY1234567" }
}

# Rejected: identity_providers.Facebook.facebook_api_version: "23" is not a version of the Graph API. Write for
# example "v17.0".
module "identity_provider_a_malformed_version_of_facebook" {
  source = "../../../modules/identity-provider"

  user_pool_id         = "eu-west-1_AbCdEfGhI"
  name                 = "Facebook"
  type                 = "Facebook"
  client_id            = "orders"
  client_secret        = "not-a-real-secret"
  authorize_scopes     = ["openid"]
  oidc                 = null
  facebook_api_version = "23"
}

# Rejected: identity_providers.SignInWithApple.apple: team_id and key_id are both required. Write the ids that Apple's
# developer account shows.
module "identity_provider_null_members_of_apple" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "SignInWithApple"
  type             = "SignInWithApple"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["email"]
  oidc             = null
  apple            = { team_id = null, key_id = null }
}

# Rejected: identity_providers.Google.type: "google" is not a type of identity provider. Write OIDC, SAML, Google,
# Facebook, LoginWithAmazon or SignInWithApple.
module "identity_provider_a_social_type_in_the_wrong_case" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Google"
  type             = "google"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = { issuer = "https://login.example.com" }
}
