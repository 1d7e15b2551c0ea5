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
      scopes = { read = "Read orders" }
    }
  }

  groups = {
    support = { description = "Sees the orders of every customer", precedence = 1 }
  }

  # One pool for all apps of a product. You choose the keys, so removing one client does
  # not change the others.
  clients = {
    web = {
      callback_urls = ["https://app.example.com/callback"]
      logout_urls   = ["https://app.example.com/signed-out"]
      scopes        = ["openid", "email", "${local.orders_api}/read"]
    }

    # Users of the back office must sign in again after a working day.
    back-office = {
      callback_urls = ["https://office.example.com/callback"]
      access_token  = { validity = 15 }
      id_token      = { validity = 15 }
      refresh       = { validity = 10, unit = "hours", rotation = true }
    }

    spa = {
      application_type = "single-page"
      callback_urls    = ["https://spa.example.com/callback"]
    }

    app = {
      application_type = "native"
      callback_urls    = ["com.example.orders:/callback"]
    }

    reports = {
      application_type = "machine-to-machine"
      scopes           = ["${local.orders_api}/read"]
    }
  }
}
