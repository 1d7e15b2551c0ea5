# Rejected: mfa.email: the LITE tier has no email MFA. Write user_pool_tier = "ESSENTIALS", or remove mfa.email.

module "email_mfa_in_the_lite_tier" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  user_pool_tier   = "LITE"
  email            = { source_arn = "arn:aws:ses:eu-west-1:123456789012:identity/noreply@example.com" }
  account_recovery = ["admin_only"]
  mfa = {
    configuration = "OPTIONAL"
    email         = { subject = "Your code", message = "{####}" }
  }
}
