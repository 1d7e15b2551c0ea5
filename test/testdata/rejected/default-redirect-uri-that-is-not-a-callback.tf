# Rejected: clients.web.default_redirect_uri: "https://app.example.com/" is not in callback_urls. Write one of
# callback_urls, character for character, or remove default_redirect_uri.

module "default_redirect_uri_that_is_not_a_callback" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls        = ["https://app.example.com/callback"]
      default_redirect_uri = "https://app.example.com/"
    }
  }
}
