provider "aws" {
  region = var.region
}

module "cognito" {
  source = "../.."

  name                = var.name
  domain_prefix       = var.domain_prefix
  deletion_protection = var.deletion_protection

  # The company's OpenID Connect provider, in addition to users of the pool.
  identity_providers = {
    Company = {
      type             = "OIDC"
      client_id        = var.oidc_client_id
      authorize_scopes = ["openid", "email", "profile"]

      oidc = {
        issuer         = var.oidc_issuer
        authorize_url  = "${var.oidc_issuer}/oauth2/authorize"
        token_url      = "${var.oidc_issuer}/oauth2/token"
        attributes_url = "${var.oidc_issuer}/oauth2/userinfo"
        jwks_uri       = "${var.oidc_issuer}/oauth2/keys"
      }

      attribute_mapping = {
        username = "sub"
        email    = "email"
        name     = "name"
      }
      idp_identifiers = ["example.com"]
    }
  }

  identity_provider_secrets = {
    Company = var.oidc_client_secret
  }

  clients = {
    web = {
      callback_urls                = ["https://app.example.com/callback"]
      logout_urls                  = ["https://app.example.com/signed-out"]
      supported_identity_providers = ["COGNITO", "Company"]
    }
  }
}
