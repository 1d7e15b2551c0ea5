# Rejected: resource_servers["https://orders.example.com"].scopes: "https://orders.example.com/read" is not a scope
# name. Use 1 to 256 printable ASCII characters except space, quotation mark, slash and backslash, without the
# identifier, for example "read".

module "resource_server_scope_name" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  resource_servers = {
    "https://orders.example.com" = { scopes = { "https://orders.example.com/read" = "Read orders" } }
  }
}
