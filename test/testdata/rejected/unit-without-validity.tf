# Rejected: clients.web.refresh.unit: "hours" is set without refresh.validity, and the default is validity = 30, unit
# = "days". Write both, for example refresh = { validity = 720, unit = "hours" }.

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
