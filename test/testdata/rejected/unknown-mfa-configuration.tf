# Rejected: mfa.configuration: Cognito does not know "REQUIRED". Write "OFF", "OPTIONAL" or "ON".

module "unknown_mfa_configuration" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  mfa = { configuration = "REQUIRED" }
}
