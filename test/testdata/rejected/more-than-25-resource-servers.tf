# Rejected: resource_servers: the map has 26 entries, and a user pool has at most 25. Combine APIs into one resource
# server, which can have 100 scopes.

module "more_than_25_resource_servers" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  resource_servers = { for i in range(26) : "https://orders-${i}.example.com" => {} }
}
