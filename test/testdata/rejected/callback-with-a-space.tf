# Rejected: clients.web.callback_urls: "https://app.example.com/call back" has a space or a control character, which
# Cognito rejects. Write a space inside a URL as %20.

module "callback_with_a_space" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls = ["https://app.example.com/call back"]
    }
  }
}
