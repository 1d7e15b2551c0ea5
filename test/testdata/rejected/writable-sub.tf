# Rejected: clients.web.write_attributes: no client can write sub. Remove it: a user changes email_verified and
# phone_number_verified by confirming a code.

module "writable_sub" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls    = ["https://app.example.com/callback"]
      write_attributes = ["sub"]
    }
  }
}
