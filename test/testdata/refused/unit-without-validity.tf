# Refused: Client "web": refresh.unit is "hours", but there is no refresh.validity, and its default, 30, counts days.
# Write both, for example refresh = { validity = 720, unit = "hours" }.

module "unit_without_validity" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls = ["https://app.example.com/callback"]
      refresh       = { unit = "hours" }
    }
  }
}
