# Refused: Client "web": "https://*.example.com/callback" has a *, but Cognito compares URLs letter for letter, so
# that no request would ever match. Write each URL in full.

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
