# Refused: Client "web": supported_identity_providers is empty, so nobody could sign in. Write ["COGNITO"] for users
# of the pool, the names of other providers, or both.

module "no_identity_provider" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls                = ["https://app.example.com/callback"]
      supported_identity_providers = []
    }
  }
}
