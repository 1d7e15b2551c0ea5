# Refused: sign_in.allowed_first_auth_factors is ["EMAIL_OTP"]; Cognito takes no list without PASSWORD. Write it
# beside the others: an app client decides which of them it offers.

module "first_factor_without_the_password" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  sign_in = { allowed_first_auth_factors = ["EMAIL_OTP"] }
}
