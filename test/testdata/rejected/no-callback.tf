# Rejected: clients.web.callback_urls: the list is empty, so Cognito cannot return a code. Write for example
# ["https://app.example.com/callback"].

module "no_callback" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = { web = {} }
}
