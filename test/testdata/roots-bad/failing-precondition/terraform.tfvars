callback_url = "http://app.example.com/callback"
