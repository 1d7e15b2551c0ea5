# Rejected: clients.web.callback_urls: "https://*.example.com/callback" has a *, but Cognito compares URLs character
# for character, so no request can match. Write each URL in full.

module "wildcard_host" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls = ["https://*.example.com/callback"]
    }
  }
}
