name          = "orders"
domain_prefix = "orders-login"

mfa_configuration = "OPTIONAL"

web_callback_urls = ["https://app.example.com/callback"]
spa_callback_urls = ["https://spa.example.com/callback"]

access_token = { validity = 15 }
web_refresh  = { validity = 14, rotation = true, retry_grace_period_seconds = 20 }
spa_refresh  = { validity = 12, unit = "hours" }
