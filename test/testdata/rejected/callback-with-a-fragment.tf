# Rejected: clients.web.callback_urls: "https://app.example.com/#/callback" has a #fragment, which Cognito rejects.
# Remove the fragment: a browser never sends it to the app's server.

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
