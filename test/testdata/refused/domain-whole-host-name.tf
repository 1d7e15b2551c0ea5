# Refused: The domain prefix "login.example.com" is not one that Cognito takes: 1 to 63 lower-case letters, digits and
# hyphens, with no hyphen at either end. Write for example "orders-login".

module "domain_whole_host_name" {
  source = "../../.."

  name    = "orders"
  clients = { web = { callback_urls = ["https://app.example.com/callback"] } }

  domain_prefix = "login.example.com"
}
