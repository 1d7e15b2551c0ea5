# Rejected: account_recovery: verified_phone_number requires sms, which is not set. Write sms with a role and its
# external id, or remove verified_phone_number.

module "recovery_by_phone_without_sms" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  account_recovery = ["verified_email", "verified_phone_number"]
}
