# A start-up keeps its infrastructure as modules of its own: ./modules/auth is a whole sign-in behind four variables,
# called here with for_each once per environment of the account.

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
