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
    # A server-side app. The grace period lets it repeat a refresh whose answer
    # was lost on the way.
    web = {
      callback_urls = [var.callback_url]
      logout_urls   = [var.logout_url]
      scopes        = ["openid", "email", "profile", "${local.orders_api}/read"]

      refresh = {
        rotation                   = true
        retry_grace_period_seconds = 10
      }
    }

    # An app in the browser: no secret, PKCE, and a refresh token that dies with
    # its first use.
    spa = {
      callback_urls   = [var.callback_url]
      logout_urls     = [var.logout_url]
      scopes          = ["openid", "email"]
      generate_secret = false

      refresh = {
        rotation = true
      }
    }
  }
}
