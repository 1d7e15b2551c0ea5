# Rejected: clients.web.application_type: "spa" is not an application type. Write "web", "single-page", "native" or
# "machine-to-machine".

module "unknown_application_type" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls    = ["https://app.example.com/callback"]
      application_type = "spa"
    }
  }
}
