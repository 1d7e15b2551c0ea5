# Rejected: name: "orders/test" is not a pool name. Use 1 to 128 letters, digits, spaces and _ + = , . @ -, for
# example "orders-production".

module "name_with_a_slash" {
  source = "../../.."

  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  name = "orders/test"
}
