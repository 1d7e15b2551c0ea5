# Rejected: clients.web.refresh.validity: 59 minutes is out of range; Cognito accepts 1 hour to 3650 days. Write for
# example 30 days.

module "refresh_token_of_59_minutes" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls = ["https://app.example.com/callback"]
      access_token  = { validity = 5 }
      id_token      = { validity = 5 }
      refresh       = { validity = 59, unit = "minutes" }
    }
  }
}
