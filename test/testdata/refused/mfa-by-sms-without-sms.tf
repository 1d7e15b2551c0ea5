# Refused: mfa.sms_message is set, but sms is not, so no SMS can be sent. Write sms with a role and its external id,
# or leave mfa.sms_message out.

module "mfa_by_sms_without_sms" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  mfa = { configuration = "ON", sms_message = "{####}" }
}
