# Rejected: mfa.sms_message: sms is not set, so Cognito cannot send SMS. Write sms with a role and its external id, or
# remove mfa.sms_message.

module "mfa_by_sms_without_sms" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  mfa = { configuration = "ON", sms_message = "{####}" }
}
