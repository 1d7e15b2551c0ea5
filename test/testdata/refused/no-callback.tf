# Refused: Client "web": callback_urls is empty, so Cognito has nowhere to send a code. Write for example
# ["https://app.example.com/callback"].

module "no_callback" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = { web = {} }
}
