output "environment" {
  description = "Pool, endpoints, client ids, and what each client's tokens must be like."
  value       = module.cognito.environment
}

output "client_secrets" {
  description = "Client secrets: client => secret, only for clients that have one."
  value       = module.cognito.client_secrets
  sensitive   = true
}
