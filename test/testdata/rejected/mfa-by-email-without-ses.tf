# Rejected: mfa.email: Cognito's own sender sends no MFA codes, and email is not set. Write email with an SES
# identity, or remove mfa.email.

module "mfa_by_email_without_ses" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  mfa              = { configuration = "ON", email = { subject = "Your code", message = "{####}" } }
  account_recovery = ["admin_only"]
}
