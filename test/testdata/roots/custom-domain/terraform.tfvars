zone_name = "customer.example.com"
