# Rejected: mfa.configuration: "OFF" does not allow a factor, and one is set. Write configuration = "OPTIONAL" or
# "ON", or remove software_token, sms_message and email.

module "mfa_factor_with_mfa_off" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  mfa = { software_token = true }
}
