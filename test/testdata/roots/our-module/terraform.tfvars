zone = "example.com"
