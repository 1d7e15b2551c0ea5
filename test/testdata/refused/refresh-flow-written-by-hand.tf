# Refused: Client "web": explicit_auth_flows has ALLOW_REFRESH_TOKEN_AUTH, which Cognito refuses when refresh tokens
# rotate and which is set here exactly when they do not. Leave it out, and write refresh = { rotation = true } or {
# rotation = false }.

module "refresh_flow_written_by_hand" {
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
