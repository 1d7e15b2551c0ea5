# Refused: attributes has a max_length above 2048 on ["team"], and Cognito takes no value of more than 2048
# characters. Write 2048 or less, or leave it out.

module "attribute_longer_than_cognito_takes" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  attributes = { team = { max_length = 4096 } }
}
