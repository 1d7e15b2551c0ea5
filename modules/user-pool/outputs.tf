output "user_pool_id" {
  description = "Id of the user pool, REGION_xxxxxxxxx."
  value       = aws_cognito_user_pool.this.id
}

output "user_pool_arn" {
  description = "ARN of the user pool."
  value       = aws_cognito_user_pool.this.arn
}

# Read from the ARN, not from the aws_region data source: its attribute is
# called `name` in provider 5 and `region` in provider 6.
output "region" {
  description = "Region that the user pool is in."
  value       = split(":", aws_cognito_user_pool.this.arn)[3]
}

output "issuer" {
  description = "Issuer of the pool's tokens, the `iss` claim."
  value       = local.issuer
}

output "jwks_uri" {
  description = "Where the public keys are that verify the pool's tokens."
  value       = "${local.issuer}/.well-known/jwks.json"
}

output "openid_configuration_uri" {
  description = "OpenID Connect discovery document of the pool."
  value       = "${local.issuer}/.well-known/openid-configuration"
}
