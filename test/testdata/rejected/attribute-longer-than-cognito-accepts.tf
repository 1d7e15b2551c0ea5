# Rejected: attributes.team.max_length: Cognito accepts values of at most 2048 characters. Write 2048 or less, or
# remove it.

module "attribute_longer_than_cognito_accepts" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  attributes = { team = { max_length = 4096 } }
}
