# Refused: The resource server identifier "orders api" is not one that Cognito takes: 1 to 256 printable ASCII
# characters other than space, quotation mark and backslash. Write for example "https://orders.example.com".

module "resource_server_identifier" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  resource_servers = { "orders api" = {} }
}
