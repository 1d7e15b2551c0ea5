# Rejected: clients.web.write_attributes: the client cannot write ["email"], so sign-in through its providers fails.
# Add it to write_attributes.

module "unwritable_mapped_attribute" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  identity_providers = {
    Company = {
      type              = "OIDC"
      client_id         = "orders"
      authorize_scopes  = ["openid"]
      oidc              = { issuer = "https://login.example.com" }
      attribute_mapping = { email = "email" }
    }
  }
  identity_provider_secrets = { Company = "not-a-real-secret" }
  clients = {
    web = {
      callback_urls                = ["https://app.example.com/callback"]
      supported_identity_providers = ["Company"]
      write_attributes             = ["name"]
    }
  }
}
