output "id" {
  description = "User pool, and app client if there is one, as Terraform imports the configuration."
  value       = aws_cognito_risk_configuration.this.id
}
