pool_name = "central-it"
app_url   = "https://wiki.example.com"
