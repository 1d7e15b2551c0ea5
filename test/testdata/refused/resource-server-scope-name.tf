# Refused: Resource server "https://orders.example.com": the scope name "https://orders.example.com/read" is not one
# that Cognito takes: 1 to 256 printable ASCII characters other than space, quotation mark, slash and backslash. Write
# the bare name, for example "read": the identifier and the slash are put in front of it.

module "resource_server_scope_name" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  resource_servers = {
    "https://orders.example.com" = { scopes = { "https://orders.example.com/read" = "Read orders" } }
  }
}
