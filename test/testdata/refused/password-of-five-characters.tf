# Refused: password_policy.minimum_length is 5; Cognito takes 6 to 99. Write a number in that range, 12 or more by
# preference.

module "password_of_five_characters" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  password_policy = { minimum_length = 5 }
}
