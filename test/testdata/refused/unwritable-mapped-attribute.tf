# Refused: Clients may not write attributes that their identity providers are mapped to, so each sign-in through the
# provider would fail: {"web":["email"]}. Write each of them into the client's write_attributes as well.

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
