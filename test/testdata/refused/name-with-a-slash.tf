# Refused: The pool name "orders/test" is not one that Cognito takes: 1 to 128 letters, digits, spaces and _ + = , . @
# -. Write for example "orders-production".

module "name_with_a_slash" {
  source = "../../.."

  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  name = "orders/test"
}
