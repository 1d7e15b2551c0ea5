# Refused: Client "web": "https://app.example.com/#/callback" has a #fragment, which Cognito refuses. Write it
# without: the browser never sends a fragment to the app's server.

module "callback_with_a_fragment" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls = ["https://app.example.com/#/callback"]
    }
  }
}
