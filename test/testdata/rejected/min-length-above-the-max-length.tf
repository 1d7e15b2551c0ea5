# Rejected: attributes.tenant_id: min_length is larger than max_length, which is 2048 by default. Write the smaller
# number as min_length.

module "min_length_above_the_max_length" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  attributes = { tenant_id = { min_length = 9, max_length = 8 } }
}
