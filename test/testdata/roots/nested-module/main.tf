# A start-up with its own modules: ./modules/auth contains all resources of a sign-in and has four variables. This root
# calls it with for_each, once for each environment of the account.

terraform {
  required_version = ">= 1.3"
}

provider "aws" {
  region = "us-east-1"
}

module "auth" {
  source   = "./modules/auth"
  for_each = var.environments

  namespace = var.namespace
  stage     = each.key
  web       = each.value
  protect   = each.key == "live"
}

output "auth" {
  value = { for stage, auth in module.auth : stage => auth.settings }
}
