# Rejected: verification.auto_verified_attributes: phone_number requires sms, which is not set. Write sms with a role
# and its external id, or remove phone_number.

module "phone_number_verified_without_sms" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  verification = { auto_verified_attributes = ["phone_number"] }
}
