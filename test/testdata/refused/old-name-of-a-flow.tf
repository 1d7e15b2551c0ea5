# Refused: Client "web": explicit_auth_flows has USER_PASSWORD_AUTH, an old name that Cognito refuses beside the new
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
