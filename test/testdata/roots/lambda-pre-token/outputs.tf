output "user_pool_id" {
  value = aws_cognito_user_pool.users.id
}

output "client_id" {
  value = aws_cognito_user_pool_client.web.id
}

output "client_secret" {
  value     = aws_cognito_user_pool_client.web.client_secret
  sensitive = true
}

output "issuer" {
  value = "https://${aws_cognito_user_pool.users.endpoint}"
}
