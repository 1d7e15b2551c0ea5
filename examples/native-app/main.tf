provider "aws" {
  region = var.region
}

module "cognito" {
  source = "../.."

  name                = var.name
  domain_prefix       = var.domain_prefix
  deletion_protection = var.deletion_protection

  clients = {
    # An app on a phone: the operating system passes URLs with the app's own scheme to
    # the app (RFC 8252 section 7.1). The grace period of 30 seconds lets the app repeat
    # a refresh on a weak network.
    app = {
      application_type = "native"
      callback_urls    = ["com.example.orders:/callback"]
      logout_urls      = ["com.example.orders:/signed-out"]

      refresh = {
        validity = 90
      }
    }

    # The same app on a desktop: the callback is on the loopback interface
    # (RFC 8252 section 7.3).
    desktop = {
      application_type = "native"
      callback_urls    = ["http://127.0.0.1:8400/callback"]
      logout_urls      = ["http://127.0.0.1:8400/signed-out"]
    }
  }
}
