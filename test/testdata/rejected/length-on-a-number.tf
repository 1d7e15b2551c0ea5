# Rejected: attributes.level: min_length and max_length are for a String, and this is a Number. Remove them; for a
# Number, write min_value and max_value.

module "length_on_a_number" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  attributes = { level = { type = "Number", max_length = 3 } }
}
