output "user_pool_id" {
  description = "Id of the user pool, REGION_xxxxxxxxx."
  value       = module.user_pool.user_pool_id
}

output "user_pool_arn" {
  description = "ARN of the user pool."
  value       = module.user_pool.user_pool_arn
}

output "region" {
  description = "Region that the user pool is in."
  value       = module.user_pool.region
}

# An app that has one of the outputs below can sign a user in, so each of them
# waits for the domain, even if its value does not refer to it.

output "issuer" {
  description = "Issuer of the tokens, the `iss` claim."
  value       = module.user_pool.issuer
  depends_on  = [module.user_pool_domain]
}

output "jwks_uri" {
  description = "URL of the public keys that verify the tokens."
  value       = module.user_pool.jwks_uri
  depends_on  = [module.user_pool_domain]
}

output "openid_configuration_uri" {
  description = "URL of the OpenID Connect discovery document. It contains the OAuth endpoints once the domain exists."
  value       = module.user_pool.openid_configuration_uri
  depends_on  = [module.user_pool_domain]
}

output "login_base_url" {
  description = "Scheme and host of the login pages and of the OAuth endpoints."
  value       = local.domain.login_base_url

  # Developer guide, "User pool managed login".
  precondition {
    condition = var.user_pool_tier != "LITE" || var.managed_login_version == 1
    error_message = join(" ", [
      "managed_login_version: the LITE tier has only the classic hosted UI, version 1.",
      "Write managed_login_version = 1, or user_pool_tier = \"ESSENTIALS\".",
    ])
  }
}

output "authorization_endpoint" {
  description = "URL to which an app sends the browser to sign in."
  value       = local.domain.authorization_endpoint
}

output "token_endpoint" {
  description = "URL at which an app exchanges a code or a refresh token for tokens."
  value       = local.domain.token_endpoint
}

output "revocation_endpoint" {
  description = "URL at which an app revokes a refresh token."
  value       = local.domain.revocation_endpoint
}

output "userinfo_endpoint" {
  description = "URL at which an app reads the attributes of the signed-in user."
  value       = local.domain.userinfo_endpoint
}

output "end_session_endpoint" {
  description = "URL to which an app sends the browser to end the session of the login pages."
  value       = local.domain.end_session_endpoint
}

output "client_ids" {
  description = "Client ids: key of `clients` => client id."
  value       = { for key, client in module.user_pool_client : key => client.client_id }
  depends_on  = [module.user_pool_domain]

  # Here and not in the validation of a variable, which OpenTofu lets use only its
  # own variable. A plan with -target checks no outputs.
  precondition {
    condition     = length(local.client_errors) == 0
    error_message = join("\n", local.client_errors)
  }
}

output "client_secrets" {
  description = "Client secrets: key of `clients` => secret, only for clients that have one."
  value       = { for key, client in module.user_pool_client : key => client.client_secret if client.has_secret }
  sensitive   = true
  depends_on  = [module.user_pool_domain]
}

output "identity_provider_names" {
  description = "Names of the identity providers, sorted."
  value       = sort([for provider in module.identity_provider : provider.name])

  precondition {
    condition     = length(local.identity_provider_errors) == 0
    error_message = join("\n", local.identity_provider_errors)
  }
}

output "scope_identifiers" {
  description = "Scopes of each resource server: identifier => list of IDENTIFIER/NAME."
  value       = { for identifier, server in module.resource_server : identifier => server.scope_identifiers }

  # Quota: resource servers of a user pool.
  precondition {
    condition = length(var.resource_servers) <= 25
    error_message = join(" ", [
      "resource_servers: the map has ${length(var.resource_servers)} entries, and a user pool has at most 25.",
      "Combine APIs into one resource server, which can have 100 scopes.",
    ])
  }
}

output "refresh_contract" {
  description = <<-EOT
    What each client's tokens must be like: key of `clients` => lifetimes in seconds, rotation, grace period and revocation.
    Also the fields, sorted, of the token endpoint's response to a code and to a refresh token.
  EOT
  value       = { for key, client in module.user_pool_client : key => client.refresh_contract }

  # AWS announced rotation for ESSENTIALS and PLUS (What's New, April 2025).
  precondition {
    condition = var.user_pool_tier != "LITE" || length(local.rotating_clients) == 0
    error_message = join("\n", [
      for key in local.rotating_clients : join(" ", [
        "clients.${key}.refresh.rotation: the LITE tier has no refresh token rotation.",
        "Write user_pool_tier = \"ESSENTIALS\", or refresh = { rotation = false }.",
      ])
    ])
  }
}

# The inputs and not the attributes of the resource, so that a change made
# elsewhere differs from them.
locals {
  user_pool_settings = {
    deletion_protection   = var.deletion_protection
    user_pool_tier        = var.user_pool_tier
    mfa_configuration     = var.mfa.configuration
    managed_login_version = var.managed_login_version

    password_policy              = var.password_policy
    allow_admin_create_user_only = var.admin_create_user.only
    account_recovery             = var.account_recovery
    advanced_security_mode       = try(var.threat_protection.advanced_security_mode, null)
    custom_auth_mode             = try(var.threat_protection.custom_auth_mode, null)
  }
}

output "user_pool_settings" {
  description = <<-EOT
    The declared settings of the pool and its login pages, by the names of the provider's arguments.
    A tool can compare them with the real pool to find changes made elsewhere.
  EOT
  value       = local.user_pool_settings
}

output "client_settings" {
  description = <<-EOT
    The declared settings of each client except its tokens: key of `clients` => the provider's arguments, lists sorted.
    A tool can compare them with the real clients to find changes made elsewhere.
  EOT
  value       = { for key, client in module.user_pool_client : key => client.settings }
}

output "environment" {
  description = <<-EOT
    All outputs except the secrets in one object.
    A configuration can pass it on in one line, and tools read it from `terraform output -json`.
  EOT
  value = {
    user_pool_id             = module.user_pool.user_pool_id
    user_pool_arn            = module.user_pool.user_pool_arn
    region                   = module.user_pool.region
    issuer                   = module.user_pool.issuer
    jwks_uri                 = module.user_pool.jwks_uri
    openid_configuration_uri = module.user_pool.openid_configuration_uri
    login_base_url           = local.domain.login_base_url
    authorization_endpoint   = local.domain.authorization_endpoint
    token_endpoint           = local.domain.token_endpoint
    revocation_endpoint      = local.domain.revocation_endpoint
    userinfo_endpoint        = local.domain.userinfo_endpoint
    end_session_endpoint     = local.domain.end_session_endpoint
    client_ids               = { for key, client in module.user_pool_client : key => client.client_id }
    scope_identifiers        = { for identifier, server in module.resource_server : identifier => server.scope_identifiers }
    identity_provider_names  = sort([for provider in module.identity_provider : provider.name])
    refresh_contract         = { for key, client in module.user_pool_client : key => client.refresh_contract }
    user_pool_settings       = local.user_pool_settings
    client_settings          = { for key, client in module.user_pool_client : key => client.settings }
  }
  depends_on = [module.user_pool_domain]
}
