# The environment before the change of modules: resources with the addresses and the arguments of
# lgallard/cognito-user-pool/aws for the inputs in docs/from-lgallard.md.
module "aws_cognito_user_pool" {
  source = "./former"

  name          = var.name
  domain_prefix = var.domain_prefix
}

output "environment" {
  value = module.aws_cognito_user_pool.environment
}
