# Refused: account_recovery has verified_phone_number, but sms is not set, so no SMS can be sent. Write sms with a
# role and its external id, or leave verified_phone_number out.

module "recovery_by_phone_without_sms" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  account_recovery = ["verified_email", "verified_phone_number"]
}
