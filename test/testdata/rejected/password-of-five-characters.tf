# Rejected: password_policy.minimum_length: 5 is out of range; Cognito accepts 6 to 99. Write a number in that range,
# preferably 12 or more.

module "password_of_five_characters" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  password_policy = { minimum_length = 5 }
}
