module "user_pool" {
  source = "./modules/user-pool"

  name                   = var.name
  deletion_protection    = var.deletion_protection
  user_pool_tier         = var.user_pool_tier
  password_policy        = var.password_policy
  admin_create_user_only = var.admin_create_user_only
  tags                   = var.tags
}

module "user_pool_domain" {
  source = "./modules/user-pool-domain"

  user_pool_id  = module.user_pool.user_pool_id
  domain_prefix = var.domain_prefix
}

module "resource_server" {
  source   = "./modules/resource-server"
  for_each = var.resource_servers

  user_pool_id = module.user_pool.user_pool_id
  identifier   = each.key
  name         = each.value.name
  scopes       = each.value.scopes
}

module "user_pool_client" {
  source   = "./modules/user-pool-client"
  for_each = var.clients

  user_pool_id        = module.user_pool.user_pool_id
  name                = coalesce(each.value.name, each.key)
  callback_urls       = each.value.callback_urls
  logout_urls         = each.value.logout_urls
  scopes              = each.value.scopes
  generate_secret     = each.value.generate_secret
  access_token        = each.value.access_token
  id_token            = each.value.id_token
  refresh             = each.value.refresh
  explicit_auth_flows = each.value.explicit_auth_flows

  # Cognito refuses a client whose scope does not exist yet
  # (ScopeDoesNotExistException), and nothing else orders the two.
  depends_on = [module.resource_server]
}

locals {
  declared_scopes = flatten([
    for identifier, server in var.resource_servers : [for scope in keys(server.scopes) : "${identifier}/${scope}"]
  ])

  # A scope with a slash belongs to a resource server.
  undeclared_scopes = {
    for key, client in var.clients : key => setsubtract([for scope in client.scopes : scope if strcontains(scope, "/")], local.declared_scopes)
  }
}
