output "id" {
  value = aws_cognito_user_pool.pool.id
}

output "endpoint" {
  value = aws_cognito_user_pool.pool.endpoint
}

output "client_ids_map" {
  value = { for client in aws_cognito_user_pool_client.client : client.name => client.id }
}
