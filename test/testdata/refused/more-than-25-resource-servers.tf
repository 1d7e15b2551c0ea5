# Refused: There are 26 resource_servers; a user pool has at most 25. Join APIs into one resource server with more
# scopes, up to 100 each.

module "more_than_25_resource_servers" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  resource_servers = { for i in range(26) : "https://orders-${i}.example.com" => {} }
}
