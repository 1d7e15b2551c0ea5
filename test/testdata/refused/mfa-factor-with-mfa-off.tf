# Refused: mfa.configuration is "OFF", but a factor is set; Cognito takes no factor without MFA. Write configuration =
# "OPTIONAL" or "ON", or leave software_token, sms_message and email out.

module "mfa_factor_with_mfa_off" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  mfa = { software_token = true }
}
