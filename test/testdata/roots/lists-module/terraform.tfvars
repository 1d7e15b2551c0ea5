user_pool_name = "billing-portal"
