project       = "ledger"
stage         = "test"
callback_urls = ["https://ledger.example.com/callback", "http://localhost:3000/callback"]
