provider "aws" {
  region = var.region
}

locals {
  orders_api = "https://orders.example.com"
}

module "cognito" {
  source = "../.."

  name                = var.name
  domain_prefix       = var.domain_prefix
  deletion_protection = var.deletion_protection

  resource_servers = {
    (local.orders_api) = {
      scopes = {
        read  = "Read orders"
        write = "Place and change orders"
      }
    }
  }

  clients = {
    # An app with a server. The grace period of ten seconds, the default of this type,
    # lets it repeat a refresh if the response is lost. It reads the ID token only at the
    # sign-in, so ID tokens live half as long as access tokens.
    web = {
      callback_urls = ["https://app.example.com/callback"]
      logout_urls   = ["https://app.example.com/signed-out"]
      scopes        = ["openid", "email", "profile", "${local.orders_api}/read"]
      id_token      = { validity = 30 }

      refresh = {
        rotation = true
      }
    }

    # An app in the browser: no secret, PKCE, and here refresh tokens that can be used
    # once.
    spa = {
      application_type = "single-page"
      callback_urls    = ["https://app.example.com/callback"]
      logout_urls      = ["https://app.example.com/signed-out"]

      refresh = {
        validity                   = 30
        retry_grace_period_seconds = 0
      }
    }
  }
}
