# Rejected: clients.web.scopes: "groups" is not a scope. Use openid, email, phone, profile,
# aws.cognito.signin.user.admin, or IDENTIFIER/NAME of a resource server in at most 256 characters.

module "unknown_scope" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls = ["https://app.example.com/callback"]
      scopes        = ["openid", "groups"]
    }
  }
}
