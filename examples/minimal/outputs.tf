output "user_pool_id" {
  description = "Id of the user pool, REGION_xxxxxxxxx."
  value       = module.cognito.user_pool_id
}

output "user_pool_arn" {
  description = "ARN of the user pool."
  value       = module.cognito.user_pool_arn
}

output "region" {
  description = "Region that the user pool is in."
  value       = module.cognito.region
}

output "issuer" {
  description = "Issuer of the tokens, the `iss` claim."
  value       = module.cognito.issuer
}

output "jwks_uri" {
  description = "Where the public keys are that verify the tokens."
  value       = module.cognito.jwks_uri
}

output "openid_configuration_uri" {
  description = "OpenID Connect discovery document. It names the OAuth endpoints once the domain is there."
  value       = module.cognito.openid_configuration_uri
}

output "login_base_url" {
  description = "Scheme and host of the login pages and of the OAuth endpoints."
  value       = module.cognito.login_base_url
}

output "authorization_endpoint" {
  description = "Where an app sends the browser to sign in."
  value       = module.cognito.authorization_endpoint
}

output "token_endpoint" {
  description = "Where an app exchanges a code or a refresh token for tokens."
  value       = module.cognito.token_endpoint
}

output "revocation_endpoint" {
  description = "Where an app revokes a refresh token."
  value       = module.cognito.revocation_endpoint
}

output "userinfo_endpoint" {
  description = "Where an app reads the attributes of the user who signed in."
  value       = module.cognito.userinfo_endpoint
}

output "end_session_endpoint" {
  description = "Where an app sends the browser to end the session of the login pages."
  value       = module.cognito.end_session_endpoint
}

output "client_ids" {
  description = "Client ids: client => client id."
  value       = module.cognito.client_ids
}

output "client_secrets" {
  description = "Client secrets: client => secret, only for clients that have one."
  value       = module.cognito.client_secrets
  sensitive   = true
}

output "scope_identifiers" {
  description = "Scopes of each resource server: identifier => list of IDENTIFIER/NAME."
  value       = module.cognito.scope_identifiers
}

output "refresh_contract" {
  description = "What each client's tokens must be like: client => lifetimes in seconds, rotation, grace period, revocation, and the fields, sorted, of the token endpoint's response to a code and to a refresh token."
  value       = module.cognito.refresh_contract
}
