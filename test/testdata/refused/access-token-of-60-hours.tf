# Refused: Client "web": an access token of 60 hours is out of range: Cognito takes 5 minutes to 1 day. Write for
# example access_token = { validity = 60, unit = "minutes" }.

module "access_token_of_60_hours" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls = ["https://app.example.com/callback"]
      access_token  = { validity = 60, unit = "hours" }
    }
  }
}
