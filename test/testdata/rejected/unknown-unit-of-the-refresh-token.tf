# Rejected: clients.web.refresh.unit: "weeks" is not a unit. Write "seconds", "minutes", "hours" or "days".

module "unknown_unit_of_the_refresh_token" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls = ["https://app.example.com/callback"]
      refresh       = { unit = "weeks" }
    }
  }
}
