# Rejected: managed_login_version: Cognito does not know 3. Write 1 for the classic hosted UI, or 2 for managed login
# if each client has a branding style.

module "unknown_managed_login_version" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  managed_login_version = 3
}
