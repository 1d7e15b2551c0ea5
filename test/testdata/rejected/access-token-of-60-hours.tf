# Rejected: clients.web.access_token.validity: 60 hours is out of range; Cognito accepts 5 minutes to 1 day. Write for
# example 60 minutes.

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
