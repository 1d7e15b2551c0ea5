output "environment" {
  description = "Pool, endpoints, client ids, and the refresh contract of each client."
  value       = module.cognito.environment
}

output "client_secrets" {
  description = "Client secrets: client => secret, only for confidential clients."
  value       = module.cognito.client_secrets
  sensitive   = true
}
