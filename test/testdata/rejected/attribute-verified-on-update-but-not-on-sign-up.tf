# Rejected: verification.required_before_update: ["phone_number"] is not in auto_verified_attributes. Add it there, or
# remove it here.

module "attribute_verified_on_update_but_not_on_sign_up" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  verification = { required_before_update = ["phone_number"] }
}
