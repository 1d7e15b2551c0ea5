provider "aws" {
  region = var.region
}

# The root module with the inputs that a test sets. An input that the test omits is
# null, and the module then uses its default.
module "cognito" {
  source = "../../.."

  name                = var.name
  domain_prefix       = var.domain_prefix
  deletion_protection = var.deletion_protection
  clients             = var.clients

  custom_domain             = try(var.inputs.custom_domain, null)
  managed_login_version     = try(var.inputs.managed_login_version, null)
  resource_servers          = try(var.inputs.resource_servers, null)
  identity_providers        = try(var.inputs.identity_providers, null)
  identity_provider_secrets = try(var.inputs.identity_provider_secrets, null)
  groups                    = try(var.inputs.groups, null)
  sign_in                   = try(var.inputs.sign_in, null)
  attributes                = try(var.inputs.attributes, null)
  password_policy           = try(var.inputs.password_policy, null)
  mfa                       = try(var.inputs.mfa, null)
  account_recovery          = try(var.inputs.account_recovery, null)
  admin_create_user         = try(var.inputs.admin_create_user, null)
  verification              = try(var.inputs.verification, null)
  email                     = try(var.inputs.email, null)
  sms                       = try(var.inputs.sms, null)
  lambda_triggers           = try(var.inputs.lambda_triggers, null)
  device_configuration      = try(var.inputs.device_configuration, null)
  user_pool_tier            = try(var.inputs.user_pool_tier, null)
  threat_protection         = try(var.inputs.threat_protection, null)
  tags                      = try(var.inputs.tags, null)
}
