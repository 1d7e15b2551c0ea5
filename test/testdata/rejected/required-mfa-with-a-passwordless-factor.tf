# Rejected: mfa.configuration: Cognito rejects the passwordless factors ["EMAIL_OTP"] where MFA is required. Write
# mfa.configuration = "OPTIONAL", or only PASSWORD in sign_in.allowed_first_auth_factors.

module "required_mfa_with_a_passwordless_factor" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  email   = { source_arn = "arn:aws:ses:us-east-1:123456789012:identity/orders@example.com" }
  mfa     = { configuration = "ON" }
  sign_in = { allowed_first_auth_factors = ["PASSWORD", "EMAIL_OTP"] }
}
