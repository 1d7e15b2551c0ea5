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
  value       = module.user_pool_domain.login_base_url
}

output "authorization_endpoint" {
  description = "Where an app sends the browser to sign in."
  value       = module.user_pool_domain.authorization_endpoint
}

output "token_endpoint" {
  description = "Where an app exchanges a code or a refresh token for tokens."
  value       = module.user_pool_domain.token_endpoint
}

output "revocation_endpoint" {
  description = "Where an app revokes a refresh token."
  value       = module.user_pool_domain.revocation_endpoint
}

output "userinfo_endpoint" {
  description = "Where an app reads the attributes of the user who signed in."
  value       = module.user_pool_domain.userinfo_endpoint
}

output "end_session_endpoint" {
  description = "Where an app sends the browser to end the session of the login pages."
  value       = module.user_pool_domain.end_session_endpoint
}

output "client_ids" {
  description = "Client ids: key of `clients` => client id."
  value       = { for key, client in module.user_pool_client : key => client.client_id }
  depends_on  = [module.user_pool_domain]

  # Here, where both inputs meet, and not in a variable: OpenTofu lets a
  # variable's validation name that variable alone.
  precondition {
    condition     = alltrue([for scopes in values(local.undeclared_scopes) : length(scopes) == 0])
    error_message = "Clients ask for scopes that no resource server declares: ${jsonencode({ for key, scopes in local.undeclared_scopes : key => scopes if length(scopes) > 0 })}. Write each of them into resource_servers, as { \"IDENTIFIER\" = { scopes = { NAME = \"description\" } } }, or take it out of the client."
  }
}

output "client_secrets" {
  description = "Client secrets: key of `clients` => secret, only for clients that have one."
  value       = { for key, client in module.user_pool_client : key => client.client_secret if var.clients[key].generate_secret }
  sensitive   = true
  depends_on  = [module.user_pool_domain]
}

output "scope_identifiers" {
  description = "Scopes of each resource server: identifier => list of IDENTIFIER/NAME."
  value       = { for identifier, server in module.resource_server : identifier => server.scope_identifiers }
}

output "refresh_contract" {
  description = "What each client's tokens must be like: key of `clients` => lifetimes in seconds, rotation, grace period, revocation, and the fields, sorted, of the token endpoint's response to a code and to a refresh token."
  value       = { for key, client in module.user_pool_client : key => client.refresh_contract }

  # AWS announced rotation for ESSENTIALS and PLUS (What's New, April 2025).
  precondition {
    condition     = var.user_pool_tier != "LITE" || !anytrue([for client in values(var.clients) : client.refresh.rotation])
    error_message = "Refresh token rotation is not part of the LITE tier, and these clients rotate: ${join(", ", [for key, client in var.clients : key if client.refresh.rotation])}. Write user_pool_tier = \"ESSENTIALS\", or rotation = false."
  }
}
