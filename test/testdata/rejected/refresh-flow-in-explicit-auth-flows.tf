# Rejected: clients.web.explicit_auth_flows: refresh.rotation already decides ALLOW_REFRESH_TOKEN_AUTH, which Cognito
# rejects together with rotation. Remove it, and write refresh = { rotation = true } or { rotation = false }.

module "refresh_flow_in_explicit_auth_flows" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls       = ["https://app.example.com/callback"]
      explicit_auth_flows = ["ALLOW_REFRESH_TOKEN_AUTH"]
    }
  }
}
