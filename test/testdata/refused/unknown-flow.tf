# Refused: Client "web": explicit_auth_flows has "ALLOW_PASSWORD_AUTH", which Cognito does not know. Write
# ALLOW_ADMIN_USER_PASSWORD_AUTH, ALLOW_CUSTOM_AUTH, ALLOW_USER_AUTH, ALLOW_USER_PASSWORD_AUTH or ALLOW_USER_SRP_AUTH.

module "unknown_flow" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls       = ["https://app.example.com/callback"]
      explicit_auth_flows = ["ALLOW_PASSWORD_AUTH"]
    }
  }
}
