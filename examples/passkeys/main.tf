provider "aws" {
  region = var.region
}

module "cognito" {
  source = "../.."

  name                = var.name
  domain_prefix       = var.domain_prefix
  deletion_protection = var.deletion_protection

  sign_in = {
    allowed_first_auth_factors = ["PASSWORD", "WEB_AUTHN"]
    passkey = {
      relying_party_id  = "example.com"
      user_verification = "required"
    }
  }

  clients = {
    # In the flow ALLOW_USER_AUTH, the user chooses the first factor.
    web = {
      callback_urls       = ["https://app.example.com/callback"]
      logout_urls         = ["https://app.example.com/signed-out"]
      scopes              = ["openid", "email", "aws.cognito.signin.user.admin"]
      explicit_auth_flows = ["ALLOW_USER_AUTH"]
    }
  }
}
