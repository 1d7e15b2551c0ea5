# Refused: Clients read or write custom attributes that the pool does not have: {"web":["custom:team"]}. Write each of
# them into attributes, there without custom:, or take it out of the client.

module "undeclared_custom_attribute" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls   = ["https://app.example.com/callback"]
      read_attributes = ["email", "custom:team"]
    }
  }
}
