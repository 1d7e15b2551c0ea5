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
    # A server-side app. The grace period of its type, ten seconds, lets it repeat
    # a refresh whose answer was lost on the way. It reads who the user is at the
    # sign-in alone, so its ID tokens live half as long as its access tokens.
    web = {
      callback_urls = ["https://app.example.com/callback"]
      logout_urls   = ["https://app.example.com/signed-out"]
      scopes        = ["openid", "email", "profile", "${local.orders_api}/read"]
      id_token      = { validity = 30 }

      refresh = {
        rotation = true
      }
    }

    # An app in the browser: no secret, PKCE, and here a refresh token that dies
    # with its first use.
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
