# Refused: Resource server "https://orders.example.com": the name "orders/api" is not one that Cognito takes: 1 to 256
# letters, digits, spaces and _ + = , . @ -. Write for example "orders", or leave it out.

module "resource_server_name" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  resource_servers = { "https://orders.example.com" = { name = "orders/api" } }
}
