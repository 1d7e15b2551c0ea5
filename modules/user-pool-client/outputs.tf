output "client_id" {
  description = "Id of the client."
  value       = aws_cognito_user_pool_client.this.id
}

output "client_secret" {
  description = "Secret of a confidential client; null for a public one."
  value       = var.generate_secret ? aws_cognito_user_pool_client.this.client_secret : null
  sensitive   = true
}

output "refresh_contract" {
  description = "What the client's tokens must be like: lifetimes in seconds, rotation, revocation, and the fields, sorted, of the token endpoint's response to a code and to a refresh token."
  value = {
    access_token_seconds       = local.access_token_seconds
    id_token_seconds           = local.id_token_seconds
    refresh_token_seconds      = local.refresh_token_seconds
    rotation                   = var.refresh.rotation
    retry_grace_period_seconds = var.refresh.retry_grace_period_seconds
    revocation                 = var.refresh.revocation
    code_response_fields       = local.code_response_fields
    refresh_response_fields    = local.refresh_response_fields
  }
}
