# Refused: Clients name identity providers that the pool does not have: {"web":["Google"]}. Write each of them into
# identity_providers, or COGNITO for the users of the pool itself.

module "undeclared_identity_provider" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls                = ["https://app.example.com/callback"]
      supported_identity_providers = ["COGNITO", "Google"]
    }
  }
}
