output "pools" {
  value = {
    customers = aws_cognito_user_pool.customers.id
    staff     = aws_cognito_user_pool.staff.id
  }
}

output "clients" {
  value = {
    shop  = aws_cognito_user_pool_client.shop.id
    admin = aws_cognito_user_pool_client.admin.id
  }
}
