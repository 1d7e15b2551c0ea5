# Rejected: clients.web.id_token.validity: 7200 seconds is longer than the refresh token is valid, 3600 seconds. Write
# a shorter id_token.validity or a longer refresh.validity, and check their units.

module "id_token_longer_than_the_refresh_token" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls = ["https://app.example.com/callback"]
      id_token      = { validity = 2, unit = "hours" }
      refresh       = { validity = 1, unit = "hours" }
    }
  }
}
