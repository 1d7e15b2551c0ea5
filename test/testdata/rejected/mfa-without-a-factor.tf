# Rejected: mfa.configuration: "ON" requires a factor, and software_token, sms_message and email are all off. Remove
# software_token, or write sms_message or email.

module "mfa_without_a_factor" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  mfa = { configuration = "ON", software_token = false }
}
