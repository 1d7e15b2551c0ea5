# Refused: mfa.email is set, but email is not, and Cognito's own sender sends no MFA codes. Write email with an SES
# identity, or leave mfa.email out.

module "mfa_by_email_without_ses" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  mfa              = { configuration = "ON", email = { subject = "Your code", message = "{####}" } }
  account_recovery = ["admin_only"]
}
