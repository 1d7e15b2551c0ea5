# Developers stay signed in for a working week, and their pool has no deletion protection.
name                = "orders-dev"
domain_prefix       = "orders-dev-login"
deletion_protection = "INACTIVE"

web_callback_urls = ["https://dev.example.com/callback", "http://localhost:3000/callback"]
spa_callback_urls = ["https://spa.dev.example.com/callback", "http://localhost:5173/callback"]

web_refresh = { validity = 5 }
spa_refresh = { validity = 5, retry_grace_period_seconds = 60 }
