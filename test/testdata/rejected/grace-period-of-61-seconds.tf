# Rejected: clients.web.refresh.retry_grace_period_seconds: 61 is not a whole number from 0 to 60. Write for example
# 10, or 0 to retire the old token at once.

module "grace_period_of_61_seconds" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls = ["https://app.example.com/callback"]
      refresh       = { rotation = true, retry_grace_period_seconds = 61 }
    }
  }
}
