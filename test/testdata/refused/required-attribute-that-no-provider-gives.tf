# Refused: Identity providers are not mapped to attributes that the pool requires, so each sign-in through them would
# fail: {"Company":["given_name"]}. Write each of them into attribute_mapping, or required = false in attributes.

module "required_attribute_that_no_provider_gives" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  attributes = { given_name = { required = true } }
  identity_providers = {
    Company = {
      type             = "OIDC"
      client_id        = "orders"
      authorize_scopes = ["openid"]
      oidc             = { issuer = "https://login.example.com" }
    }
  }
  identity_provider_secrets = { Company = "not-a-real-secret" }
}
