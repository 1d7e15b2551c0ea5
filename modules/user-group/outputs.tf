output "name" {
  description = "Name of the group."
  value       = aws_cognito_user_group.this.name
}
