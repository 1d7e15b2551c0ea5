# Rejected: resource_servers["https://orders.example.com"].name: "orders/api" is not a name that Cognito accepts. Use
# 1 to 256 letters, digits, spaces and _ + = , . @ -, for example "orders", or remove the name.

module "resource_server_name" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  resource_servers = { "https://orders.example.com" = { name = "orders/api" } }
}
