# An environment for `cognitokit serve --seed seed.hcl`: an app with a server, a single-page
# app and a job in one pool, an API, and users. The arguments have the names of Terraform's AWS provider.

user_pool "orders" {
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]

  password_policy {
    minimum_length    = 8
    require_lowercase = true
    require_uppercase = true
    require_numbers   = true
    require_symbols   = false
  }

  # A block for each custom attribute of the pool.
  schema {
    name                = "tenant"
    attribute_data_type = "String"
    mutable             = true
  }

  domain "orders" {}

  resource_server "https://api.example.com" {
    name = "Orders API"

    scope {
      scope_name        = "read"
      scope_description = "Read orders"
    }
  }

  client "web" {
    generate_secret                      = true
    supported_identity_providers         = ["COGNITO"]
    callback_urls                        = ["http://localhost:3000/callback"]
    logout_urls                          = ["http://localhost:3000/"]
    allowed_oauth_flows_user_pool_client = true
    allowed_oauth_flows                  = ["code"]
    allowed_oauth_scopes                 = ["openid", "email", "https://api.example.com/read"]
    explicit_auth_flows                  = ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH"]
    prevent_user_existence_errors        = "ENABLED"
    refresh_token_validity               = 14

    token_validity_units {
      refresh_token = "days"
    }

    refresh_token_rotation {
      feature                    = "ENABLED"
      retry_grace_period_seconds = 10
    }
  }

  # An app in the browser cannot keep a secret: it signs in with PKCE, and each refresh
  # replaces its refresh token. Cognito rejects ALLOW_REFRESH_TOKEN_AUTH together with rotation.
  client "spa" {
    generate_secret                      = false
    supported_identity_providers         = ["COGNITO"]
    callback_urls                        = ["http://localhost:5173/callback"]
    logout_urls                          = ["http://localhost:5173/"]
    allowed_oauth_flows_user_pool_client = true
    allowed_oauth_flows                  = ["code"]
    allowed_oauth_scopes                 = ["openid", "email", "https://api.example.com/read"]
    explicit_auth_flows                  = ["ALLOW_USER_SRP_AUTH"]
    prevent_user_existence_errors        = "ENABLED"
    refresh_token_validity               = 1

    token_validity_units {
      refresh_token = "days"
    }

    refresh_token_rotation {
      feature                    = "ENABLED"
      retry_grace_period_seconds = 0
    }
  }

  client "reports" {
    generate_secret                      = true
    allowed_oauth_flows_user_pool_client = true
    allowed_oauth_flows                  = ["client_credentials"]
    allowed_oauth_scopes                 = ["https://api.example.com/read"]
  }

  group "staff" {
    description = "People of the company"
    precedence  = 1
  }

  # With a password, the user can sign in at once, and Cognito sends no invitation.
  user "ada@example.com" {
    password = "Passw0rd"
    groups   = ["staff"]

    attributes = {
      email_verified  = true
      "custom:tenant" = "north"
    }
  }

  # This user must set a new password at the first sign-in.
  user "jo@example.com" {
    temporary_password = "Temp0rary"
    message_action     = "SUPPRESS"
  }
}
