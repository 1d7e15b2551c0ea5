# Rejected: clients.web.callback_urls: "/callback" is not an absolute URL that a browser can open. Write https://…,
# http://localhost:3000/callback, or an app's own scheme such as myapp://callback.

module "callback_that_is_a_path" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls = ["/callback"]
    }
  }
}
