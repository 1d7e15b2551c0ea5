# Refused: sign_in.allowed_first_auth_factors has SMS_OTP, but sms is not set, so no SMS can be sent. Write sms with a
# role and its external id, or leave SMS_OTP out.

module "sms_code_as_a_first_factor_without_sms" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  sign_in = { allowed_first_auth_factors = ["PASSWORD", "SMS_OTP"] }
}
