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
    # This client can only read, with access tokens of fifteen minutes.
    reports = {
      application_type = "machine-to-machine"
      scopes           = ["${local.orders_api}/read"]
      access_token     = { validity = 15 }
    }

    importer = {
      application_type = "machine-to-machine"
      scopes           = ["${local.orders_api}/read", "${local.orders_api}/write"]
    }
  }
}
