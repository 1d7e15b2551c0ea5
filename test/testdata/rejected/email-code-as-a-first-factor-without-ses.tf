# Rejected: sign_in.allowed_first_auth_factors: EMAIL_OTP requires email, because Cognito's own sender sends no
# sign-in codes. Write email with an SES identity, or remove EMAIL_OTP.

module "email_code_as_a_first_factor_without_ses" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  sign_in = { allowed_first_auth_factors = ["PASSWORD", "EMAIL_OTP"] }
}
