# Rejected: clients.web.refresh.retry_grace_period_seconds: a grace period of 10 has no effect, because Cognito
# retires no token when rotation is off. Write rotation = true, or remove the grace period.

module "grace_period_without_rotation" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls = ["https://app.example.com/callback"]
      refresh       = { retry_grace_period_seconds = 10 }
    }
  }
}
