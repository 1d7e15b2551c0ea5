# Refused: managed_login_version is 3, which Cognito does not know. Write 1 for the classic hosted UI, or 2 for
# managed login if each client has a branding style.

module "unknown_managed_login_version" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  managed_login_version = 3
}
