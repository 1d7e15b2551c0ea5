output "user_pool_id" {
  description = "Id of the user pool, as Terraform imports the configuration."
  value       = aws_cognito_log_delivery_configuration.this.user_pool_id
}
