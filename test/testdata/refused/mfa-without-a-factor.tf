# Refused: mfa.configuration is "ON", but software_token is false and neither sms_message nor email is set, so there
# is no factor. Leave software_token out, or set sms_message or email.

module "mfa_without_a_factor" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  mfa = { configuration = "ON", software_token = false }
}
