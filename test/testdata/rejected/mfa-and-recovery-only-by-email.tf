# Rejected: mfa.email: Cognito does not send MFA codes and recovery codes to the same address, and account_recovery is
# ["verified_email"]. Write account_recovery = ["verified_email", "verified_phone_number"], or ["admin_only"].

module "mfa_and_recovery_only_by_email" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  email = { source_arn = "arn:aws:ses:eu-west-1:123456789012:identity/noreply@example.com" }
  mfa   = { configuration = "ON", email = { subject = "Your code", message = "{####}" } }
}
