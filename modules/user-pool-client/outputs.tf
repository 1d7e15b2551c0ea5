output "client_id" {
  description = "Id of the client."
  value       = aws_cognito_user_pool_client.this.id
}

output "client_secret" {
  description = "Secret of a confidential client; null for a public one."
  value       = local.generate_secret ? aws_cognito_user_pool_client.this.client_secret : null
  sensitive   = true
}

output "has_secret" {
  description = "Whether the client is confidential."
  value       = local.generate_secret
}

output "refresh_contract" {
  description = <<-EOT
    What the client's tokens must be like: lifetimes in seconds, rotation, grace period and revocation.
    Also the fields, sorted, of the token endpoint's response to a code and to a refresh token; a machine-to-machine client has neither.
  EOT
  value = {
    access_token_seconds       = local.lifetime_seconds.access_token
    id_token_seconds           = local.lifetime_seconds.id_token
    refresh_token_seconds      = local.lifetime_seconds.refresh
    rotation                   = local.refresh.rotation
    retry_grace_period_seconds = local.refresh.retry_grace_period_seconds
    revocation                 = local.refresh.revocation
    code_response_fields       = local.code_response_fields
    refresh_response_fields    = local.refresh_response_fields
  }
}

output "settings" {
  description = <<-EOT
    The declared settings of the client except its tokens, by the names of the provider's arguments; lists are sorted.
    A tool can compare them with the real client to find changes made elsewhere.
  EOT
  value = {
    generate_secret               = local.generate_secret
    explicit_auth_flows           = sort([for flow in local.explicit_auth_flows : flow if flow != null])
    allowed_oauth_flows           = [local.preset.grant]
    allowed_oauth_scopes          = sort(local.filled.scopes)
    callback_urls                 = sort(local.filled.callback_urls)
    logout_urls                   = sort(local.filled.logout_urls)
    prevent_user_existence_errors = var.prevent_user_existence_errors
  }
}
