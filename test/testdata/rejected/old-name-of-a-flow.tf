# Rejected: clients.web.explicit_auth_flows: Cognito rejects the legacy name USER_PASSWORD_AUTH beside the current
# ones. Write ALLOW_USER_PASSWORD_AUTH.

module "old_name_of_a_flow" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls       = ["https://app.example.com/callback"]
      explicit_auth_flows = ["USER_PASSWORD_AUTH"]
    }
  }
}
