output "managed_login_branding_id" {
  description = "Id of the style."
  value       = aws_cognito_managed_login_branding.this.managed_login_branding_id
}

output "settings_all" {
  description = "Style as a JSON document, with Cognito's values where it has none of its own."
  value       = aws_cognito_managed_login_branding.this.settings_all
}
