# Rejected: sign_in.allowed_first_auth_factors: Cognito requires PASSWORD, and the list is ["EMAIL_OTP"]. Add
# PASSWORD: each app client decides which factors it offers.

module "first_factor_without_the_password" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  sign_in = { allowed_first_auth_factors = ["EMAIL_OTP"] }
}
