# Refused: min_length or max_length is set on ["level"], which is not a String. Write min_value and max_value for a
# Number, and none of them for other types.

module "length_on_a_number" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  attributes = { level = { type = "Number", max_length = 3 } }
}
