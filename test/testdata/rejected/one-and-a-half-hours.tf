# Rejected: clients.web.access_token.validity: 1.5 is not a whole number. Write validity = 90, unit = "minutes".

module "one_and_a_half_hours" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls = ["https://app.example.com/callback"]
      access_token  = { validity = 1.5, unit = "hours" }
    }
  }
}
