# The settings of production, with shorter lifetimes, so that a test can wait for an expiry.
name          = "orders-staging"
domain_prefix = "orders-staging-login"

web_callback_urls = ["https://staging.example.com/callback"]
spa_callback_urls = ["https://spa.staging.example.com/callback"]

access_token = { validity = 5 }
web_refresh  = { validity = 60, unit = "minutes", rotation = true }
spa_refresh  = { validity = 60, unit = "minutes" }
