# Rejected: sign_in.allowed_first_auth_factors: SMS_OTP requires sms, which is not set. Write sms with a role and its
# external id, or remove SMS_OTP.

module "sms_code_as_a_first_factor_without_sms" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  sign_in = { allowed_first_auth_factors = ["PASSWORD", "SMS_OTP"] }
}
