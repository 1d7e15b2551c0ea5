# Rejected: identity_providers.Okta.saml: a provider of type SAML requires this object. Write saml = { metadata_url =
# "https://login.example.com/metadata" }.
module "identity_provider_saml_without_its_object" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "SAML"
  client_id        = null
  client_secret    = null
  authorize_scopes = []
  oidc             = null
}

# Rejected: identity_providers.Okta.client_id: a provider of type SAML does not accept it. Remove it, or change the
# type.
module "identity_provider_a_client_id_for_saml" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "SAML"
  client_id        = "orders"
  client_secret    = null
  authorize_scopes = []
  oidc             = null
  saml             = { metadata_url = "https://login.example.com/metadata" }
}

# Rejected: identity_providers.Okta.client_secret: a provider of type SAML has no secret. Remove it.
module "identity_provider_a_client_secret_for_saml" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "SAML"
  client_id        = null
  client_secret    = "not-a-real-secret"
  authorize_scopes = []
  oidc             = null
  saml             = { metadata_url = "https://login.example.com/metadata" }
}

# Rejected: identity_providers.Okta.authorize_scopes: a provider of type SAML does not accept it. Remove it, or change
# the type.
module "identity_provider_scopes_for_saml" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "SAML"
  client_id        = null
  client_secret    = null
  authorize_scopes = ["openid"]
  oidc             = null
  saml             = { metadata_url = "https://login.example.com/metadata" }
}

# Rejected: identity_providers.Okta.saml: neither metadata_url nor metadata_file is set. Write one of them, for
# example saml = { metadata_url = "https://login.example.com/metadata" }.
module "identity_provider_saml_without_metadata" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "SAML"
  client_id        = null
  client_secret    = null
  authorize_scopes = []
  oidc             = null
  saml             = {}
}

# Rejected: identity_providers.Okta.saml: metadata_url and metadata_file are both set. Write one of them, for example
# saml = { metadata_url = "https://login.example.com/metadata" }.
module "identity_provider_with_two_sources_of_metadata" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "SAML"
  client_id        = null
  client_secret    = null
  authorize_scopes = []
  oidc             = null
  saml = {
    metadata_url  = "https://login.example.com/metadata"
    metadata_file = "<EntityDescriptor />"
  }
}

# Rejected: identity_providers.Okta.saml.metadata_url: "http://login.example.com/metadata" is not an https URL. Write
# a URL that begins with https://.
module "identity_provider_a_metadata_url_without_https" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "SAML"
  client_id        = null
  client_secret    = null
  authorize_scopes = []
  oidc             = null
  saml             = { metadata_url = "http://login.example.com/metadata" }
}

# Rejected: identity_providers.Okta.saml.metadata_file: the text is not a SAML metadata document, because it has no
# EntityDescriptor. Write the XML itself, for example file("metadata.xml"), and not the name of the file.
module "identity_provider_the_name_of_a_metadata_file" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "SAML"
  client_id        = null
  client_secret    = null
  authorize_scopes = []
  oidc             = null
  saml             = { metadata_file = "metadata.xml" }
}

# Rejected: identity_providers.Okta.saml.request_signing_algorithm: "rsa-sha1" is not an algorithm that Cognito
# supports. Write rsa-sha256, or remove it for unsigned requests.
module "identity_provider_an_unknown_signing_algorithm" {
  source = "../../../modules/identity-provider"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "SAML"
  client_id        = null
  client_secret    = null
  authorize_scopes = []
  oidc             = null
  saml = {
    metadata_url              = "https://login.example.com/metadata"
    request_signing_algorithm = "rsa-sha1"
  }
}
