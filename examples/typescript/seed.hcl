# A pool for the test, with a public client whose refresh tokens rotate, and a user.

user_pool "orders" {
  username_attributes = ["email"]

  domain "orders" {}

  client "spa" {
    supported_identity_providers         = ["COGNITO"]
    callback_urls                        = ["https://app.example.com/callback"]
    allowed_oauth_flows_user_pool_client = true
    allowed_oauth_flows                  = ["code"]
    allowed_oauth_scopes                 = ["openid", "email"]
    explicit_auth_flows                  = ["ALLOW_USER_SRP_AUTH"]

    refresh_token_rotation {
      feature                    = "ENABLED"
      retry_grace_period_seconds = 0
    }
  }

  user "ada@example.com" {
    password = "Str0ng!Passw0rd"
  }
}
