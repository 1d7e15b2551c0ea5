# Refused: Client "web": there is no application_type "spa". Write "web", "single-page", "native" or
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
