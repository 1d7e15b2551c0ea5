module "user_pool" {
  source = "./modules/user-pool"

  name                 = var.name
  sign_in              = var.sign_in
  attributes           = var.attributes
  password_policy      = var.password_policy
  mfa                  = var.mfa
  account_recovery     = var.account_recovery
  admin_create_user    = var.admin_create_user
  verification         = var.verification
  email                = var.email
  sms                  = var.sms
  lambda_triggers      = var.lambda_triggers
  device_configuration = var.device_configuration
  user_pool_tier       = var.user_pool_tier
  threat_protection    = var.threat_protection
  deletion_protection  = var.deletion_protection
  tags                 = var.tags
}

module "user_pool_domain" {
  source   = "./modules/user-pool-domain"
  for_each = local.domains

  user_pool_id          = module.user_pool.user_pool_id
  domain_prefix         = each.key == "prefix" ? var.domain_prefix : null
  custom_domain         = each.key == "custom" ? var.custom_domain : null
  managed_login_version = var.managed_login_version
}

# Before a pool could have both a prefix and a custom domain, there was one instance
# without a key.
moved {
  from = module.user_pool_domain
  to   = module.user_pool_domain["prefix"]
}

module "resource_server" {
  source   = "./modules/resource-server"
  for_each = var.resource_servers

  user_pool_id = module.user_pool.user_pool_id
  identifier   = each.key
  name         = each.value.name
  scopes       = each.value.scopes
}

module "identity_provider" {
  source   = "./modules/identity-provider"
  for_each = var.identity_providers

  user_pool_id         = module.user_pool.user_pool_id
  name                 = each.key
  type                 = each.value.type
  client_id            = each.value.client_id
  client_secret        = lookup(var.identity_provider_secrets, each.key, null)
  authorize_scopes     = each.value.authorize_scopes
  oidc                 = each.value.oidc
  saml                 = each.value.saml
  apple                = each.value.apple
  facebook_api_version = each.value.facebook_api_version
  attribute_mapping    = each.value.attribute_mapping
  idp_identifiers      = each.value.idp_identifiers
}

module "user_group" {
  source   = "./modules/user-group"
  for_each = var.groups

  user_pool_id = module.user_pool.user_pool_id
  name         = each.key
  description  = each.value.description
  precedence   = each.value.precedence
  role_arn     = each.value.role_arn
}

module "user_pool_client" {
  source   = "./modules/user-pool-client"
  for_each = var.clients

  user_pool_id                                  = module.user_pool.user_pool_id
  input_path                                    = "clients.${each.key}"
  name                                          = coalesce(each.value.name, each.key)
  application_type                              = each.value.application_type
  callback_urls                                 = each.value.callback_urls
  logout_urls                                   = each.value.logout_urls
  default_redirect_uri                          = each.value.default_redirect_uri
  scopes                                        = each.value.scopes
  supported_identity_providers                  = each.value.supported_identity_providers
  generate_secret                               = each.value.generate_secret
  access_token                                  = each.value.access_token
  id_token                                      = each.value.id_token
  refresh                                       = each.value.refresh
  auth_session_validity                         = each.value.auth_session_validity
  explicit_auth_flows                           = each.value.explicit_auth_flows
  read_attributes                               = each.value.read_attributes
  write_attributes                              = each.value.write_attributes
  prevent_user_existence_errors                 = each.value.prevent_user_existence_errors
  enable_propagate_additional_user_context_data = each.value.enable_propagate_additional_user_context_data

  # Cognito rejects a client whose scope or identity provider does not exist yet
  # (ScopeDoesNotExistException, InvalidParameterException), and no reference
  # orders them.
  depends_on = [module.resource_server, module.identity_provider]
}

locals {
  # A prefix or a certificate may be sensitive, for example if it is read from a
  # parameter store. Whether there is one is not.
  has_custom_domain = nonsensitive(var.custom_domain != null)
  has_prefix        = local.has_custom_domain ? nonsensitive(var.domain_prefix != null) : true

  # Without a custom domain there is always a prefix domain: the prefix may come from
  # a resource and be unknown at plan, but the keys must be known.
  domains = toset(concat(local.has_prefix ? ["prefix"] : [], local.has_custom_domain ? ["custom"] : []))

  # With both, Cognito's own discovery document names the custom domain.
  domain = module.user_pool_domain[local.has_custom_domain ? "custom" : "prefix"]
}
