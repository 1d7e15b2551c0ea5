# Rejected: clients.web.explicit_auth_flows: "ALLOW_PASSWORD_AUTH" is not a sign-in flow. Use
# ALLOW_ADMIN_USER_PASSWORD_AUTH, ALLOW_CUSTOM_AUTH, ALLOW_USER_AUTH, ALLOW_USER_PASSWORD_AUTH, ALLOW_USER_SRP_AUTH.

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
