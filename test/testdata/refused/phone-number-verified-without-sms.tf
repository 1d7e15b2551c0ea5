# Refused: verification.auto_verified_attributes has phone_number, but sms is not set, so no SMS can be sent. Write
# sms with a role and its external id, or leave phone_number out.

module "phone_number_verified_without_sms" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  verification = { auto_verified_attributes = ["phone_number"] }
}
