# Rejected: identity_providers.Okta.saml: metadata_url and metadata_file are both set. Write one of them, for example
# saml = { metadata_url = "https://login.example.com/metadata" }.

module "identity_provider_saml_with_two_sources_of_metadata" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  identity_providers = {
    "Okta" = {
      type = "SAML"
      saml = {
        metadata_url  = "https://login.example.com/metadata"
        metadata_file = "<EntityDescriptor />"
      }
    }
  }
  identity_provider_secrets = {}
}
