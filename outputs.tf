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

# An app that has one of the outputs below can sign a user in, so each waits for
# the domain, even where its value does not name it.

output "issuer" {
  description = "Issuer of the tokens, the `iss` claim."
  value       = module.user_pool.issuer
  depends_on  = [module.user_pool_domain]
}

output "jwks_uri" {
  description = "Where the public keys are that verify the tokens."
  value       = module.user_pool.jwks_uri
  depends_on  = [module.user_pool_domain]
}

output "openid_configuration_uri" {
  description = "OpenID Connect discovery document. It names the OAuth endpoints once the domain is there."
  value       = module.user_pool.openid_configuration_uri
  depends_on  = [module.user_pool_domain]
}

output "login_base_url" {
  description = "Scheme and host of the login pages and of the OAuth endpoints."
  value       = local.domain.login_base_url

  # Developer guide, "User pool managed login".
  precondition {
    condition     = var.user_pool_tier != "LITE" || var.managed_login_version == 1
    error_message = "managed_login_version is 2, and the LITE tier has only the classic hosted UI. Write managed_login_version = 1, or user_pool_tier = \"ESSENTIALS\"."
  }
}

output "authorization_endpoint" {
  description = "Where an app sends the browser to sign in."
  value       = local.domain.authorization_endpoint
}

output "token_endpoint" {
  description = "Where an app exchanges a code or a refresh token for tokens."
  value       = local.domain.token_endpoint
}

output "revocation_endpoint" {
  description = "Where an app revokes a refresh token."
  value       = local.domain.revocation_endpoint
}

output "userinfo_endpoint" {
  description = "Where an app reads the attributes of the user who signed in."
  value       = local.domain.userinfo_endpoint
}

output "end_session_endpoint" {
  description = "Where an app sends the browser to end the session of the login pages."
  value       = local.domain.end_session_endpoint
}

output "client_ids" {
  description = "Client ids: key of `clients` => client id."
  value       = { for key, client in module.user_pool_client : key => client.client_id }
  depends_on  = [module.user_pool_domain]

  # Here, where both inputs meet, and not in a variable: OpenTofu lets a
  # variable's validation name that variable alone. A plan with -target looks at
  # none of the outputs.
  precondition {
    condition     = alltrue([for scopes in values(local.undeclared_scopes) : length(scopes) == 0])
    error_message = "Clients ask for scopes that no resource server declares: ${jsonencode({ for key, scopes in local.undeclared_scopes : key => scopes if length(scopes) > 0 })}. Write each of them into resource_servers, as { \"IDENTIFIER\" = { scopes = { NAME = \"description\" } } }, or take it out of the client."
  }

  precondition {
    condition     = alltrue([for names in values(local.undeclared_identity_providers) : length(names) == 0])
    error_message = "Clients name identity providers that the pool does not have: ${jsonencode({ for key, names in local.undeclared_identity_providers : key => names if length(names) > 0 })}. Write each of them into identity_providers, or COGNITO for the users of the pool itself."
  }

  precondition {
    condition     = alltrue([for names in values(local.undeclared_client_attributes) : length(names) == 0])
    error_message = "Clients read or write custom attributes that the pool does not have: ${jsonencode({ for key, names in local.undeclared_client_attributes : key => names if length(names) > 0 })}. Write each of them into attributes, there without custom:, or take it out of the client."
  }

  precondition {
    condition     = alltrue([for names in values(local.unwritable_mapped_attributes) : length(names) == 0])
    error_message = "Clients may not write attributes that their identity providers are mapped to, so each sign-in through the provider would fail: ${jsonencode({ for key, names in local.unwritable_mapped_attributes : key => names if length(names) > 0 })}. Write each of them into the client's write_attributes as well."
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
    condition     = alltrue([for names in values(local.undeclared_mapped_attributes) : length(names) == 0])
    error_message = "Identity providers are mapped to custom attributes that the pool does not have: ${jsonencode({ for key, names in local.undeclared_mapped_attributes : key => names if length(names) > 0 })}. Write each of them into attributes, there without custom:, or take it out of attribute_mapping."
  }

  # "Specifying identity provider attribute mappings" in the developer guide.
  precondition {
    condition     = alltrue([for names in values(local.immutable_mapped_attributes) : length(names) == 0])
    error_message = "Identity providers are mapped to attributes that cannot change, so the second sign-in of each user would fail: ${jsonencode({ for key, names in local.immutable_mapped_attributes : key => names if length(names) > 0 })}. Write mutable = true in attributes, which an existing pool does not take any more, or take it out of attribute_mapping."
  }

  # The same page: "a mapping must be present for each user pool attribute that
  # your user pool requires".
  precondition {
    condition     = alltrue([for names in values(local.unmapped_required_attributes) : length(names) == 0])
    error_message = "Identity providers are not mapped to attributes that the pool requires, so each sign-in through them would fail: ${jsonencode({ for key, names in local.unmapped_required_attributes : key => names if length(names) > 0 })}. Write each of them into attribute_mapping, or required = false in attributes."
  }

  precondition {
    condition     = length(local.repeated_identifiers) == 0
    error_message = "More than one identity provider has the identifier ${join(", ", local.repeated_identifiers)}, which names one provider of the pool. Write it into idp_identifiers of one of them."
  }

  precondition {
    condition     = length(local.secrets_without_provider) == 0
    error_message = "identity_provider_secrets has secrets for ${jsonencode(local.secrets_without_provider)}, which are no keys of identity_providers. Write the same key in both."
  }
}

output "scope_identifiers" {
  description = "Scopes of each resource server: identifier => list of IDENTIFIER/NAME."
  value       = { for identifier, server in module.resource_server : identifier => server.scope_identifiers }

  # Quota: resource servers of a user pool.
  precondition {
    condition     = length(var.resource_servers) <= 25
    error_message = "There are ${length(var.resource_servers)} resource_servers; a user pool has at most 25. Join APIs into one resource server with more scopes, up to 100 each."
  }
}

output "refresh_contract" {
  description = "What each client's tokens must be like: key of `clients` => lifetimes in seconds, rotation, grace period, revocation, and the fields, sorted, of the token endpoint's response to a code and to a refresh token."
  value       = { for key, client in module.user_pool_client : key => client.refresh_contract }

  # AWS announced rotation for ESSENTIALS and PLUS (What's New, April 2025).
  precondition {
    condition     = var.user_pool_tier != "LITE" || length(local.rotating_clients) == 0
    error_message = "Refresh token rotation is not part of the LITE tier, and these clients rotate: ${join(", ", local.rotating_clients)}. Write user_pool_tier = \"ESSENTIALS\", or refresh = { rotation = false } in each of them."
  }
}

# The inputs, and not the attributes of the resource: what it was changed to
# elsewhere must differ from them.
locals {
  user_pool_settings = {
    deletion_protection   = var.deletion_protection
    user_pool_tier        = var.user_pool_tier
    mfa_configuration     = var.mfa.configuration
    managed_login_version = var.managed_login_version
  }
}

output "user_pool_settings" {
  description = "What the pool and its login pages are declared to be, by the names of the provider's arguments, for a tool that looks for what was changed elsewhere."
  value       = local.user_pool_settings
}

output "client_settings" {
  description = "What each client is declared to be beside its tokens: key of `clients` => the provider's arguments, lists sorted. For a tool that looks for what was changed elsewhere."
  value       = { for key, client in module.user_pool_client : key => client.settings }
}

output "environment" {
  description = "All of the above but the secrets in one object, for a configuration to pass on in one line, and for tools that read `terraform output -json`."
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
