# Refused: Client "web": an access token lives 7200 s, longer than the refresh token that renews it, with 3600 s.
# Write a shorter access_token.validity or a longer refresh.validity, and look at their units.

module "access_token_longer_than_the_refresh_token" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls = ["https://app.example.com/callback"]
      access_token  = { validity = 2, unit = "hours" }
      refresh       = { validity = 1, unit = "hours" }
    }
  }
}
