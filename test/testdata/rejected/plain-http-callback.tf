# Rejected: clients.web.callback_urls: "http://app.example.com/callback" is plain http, which Cognito accepts only for
# localhost, 127.0.0.1 and [::1]. Write https, or for example http://localhost:3000/callback.

module "plain_http_callback" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls = ["http://app.example.com/callback"]
    }
  }
}
