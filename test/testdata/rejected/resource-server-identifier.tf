# Rejected: resource_servers: "orders api" is not an identifier. Use 1 to 256 printable ASCII characters except space,
# quotation mark and backslash, for example "https://orders.example.com".

module "resource_server_identifier" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  resource_servers = { "orders api" = {} }
}
