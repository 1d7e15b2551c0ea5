provider "aws" {
  region = var.region
}

module "cognito" {
  source = "../.."

  name                = var.name
  domain_prefix       = var.domain_prefix
  deletion_protection = var.deletion_protection

  clients = {
    web = {
      callback_urls = ["https://app.example.com/callback", "http://localhost:3000/callback"]
      logout_urls   = ["https://app.example.com/signed-out"]
      scopes        = ["openid", "email", "profile"]
    }
  }
}
