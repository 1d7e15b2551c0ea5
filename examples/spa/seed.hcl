# A pool with two public clients for the app, and a user. The clients differ in rotation only.

user_pool "orders" {
  username_attributes = ["email"]

  client "spa" {
    supported_identity_providers         = ["COGNITO"]
    callback_urls                        = ["http://localhost:5173/callback"]
    logout_urls                          = ["http://localhost:5173/"]
    allowed_oauth_flows_user_pool_client = true
    allowed_oauth_flows                  = ["code"]
    allowed_oauth_scopes                 = ["openid", "email"]
    explicit_auth_flows                  = ["ALLOW_USER_SRP_AUTH"]

    # A refresh replaces the refresh token. The old one works for ten more seconds: its response may have been lost.
    refresh_token_rotation {
      feature                    = "ENABLED"
      retry_grace_period_seconds = 10
    }
  }

  client "spa-without-rotation" {
    supported_identity_providers         = ["COGNITO"]
    callback_urls                        = ["http://localhost:5173/callback"]
    logout_urls                          = ["http://localhost:5173/"]
    allowed_oauth_flows_user_pool_client = true
    allowed_oauth_flows                  = ["code"]
    allowed_oauth_scopes                 = ["openid", "email"]
    explicit_auth_flows                  = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
  }

  # Managed login. It shows a page for each client that has a style.
  domain "orders" {
    managed_login_version = 2
  }

  managed_login_branding "spa" {
    use_cognito_provided_values = true
  }

  managed_login_branding "spa-without-rotation" {
    use_cognito_provided_values = true
  }

  user "ada@example.com" {
    password = "Str0ng!Passw0rd"

    attributes = {
      email_verified = true
    }
  }
}
