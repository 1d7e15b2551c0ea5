# Read from the resource, not from the variable: an app client that lists the
# provider must wait until it is there.
output "name" {
  description = "Name of the provider, as app clients list it."
  value       = aws_cognito_identity_provider.this.provider_name
}
