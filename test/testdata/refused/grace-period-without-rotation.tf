# Refused: Client "web": refresh.retry_grace_period_seconds is 10, but rotation is off, so no token is ever retired.
# Write rotation = true, or leave the grace period out.

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
