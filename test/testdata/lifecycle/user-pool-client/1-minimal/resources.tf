resource "aws_cognito_user_pool" "this" {
  name = var.name
}

resource "aws_cognito_resource_server" "this" {
  user_pool_id = aws_cognito_user_pool.this.id
  identifier   = "https://orders.example.com"
  name         = "Orders"
}

resource "aws_cognito_user_pool_client" "this" {
  user_pool_id    = aws_cognito_user_pool.this.id
  name            = "web"
  generate_secret = true

  lifecycle {
    ignore_changes = [generate_secret] # an import does not know it
  }
}

# Normally another AWS service creates such clients. Here the provider creates it.
resource "aws_cognito_user_pool_client" "of_a_service" {
  user_pool_id    = aws_cognito_user_pool.this.id
  name            = "AmazonOpenSearchService-orders"
  generate_secret = true

  lifecycle {
    ignore_changes = all
  }
}

resource "aws_cognito_managed_user_pool_client" "this" {
  depends_on = [aws_cognito_user_pool_client.of_a_service]

  user_pool_id = aws_cognito_user_pool.this.id
  name_prefix  = "AmazonOpenSearchService-"
}

resource "aws_cognito_user_pool_client" "of_another_service" {
  user_pool_id = aws_cognito_user_pool.this.id
  name         = "Amazon-reports-1"

  lifecycle {
    ignore_changes = all
  }
}

resource "aws_cognito_managed_user_pool_client" "pattern" {
  depends_on = [aws_cognito_user_pool_client.of_another_service]

  user_pool_id = aws_cognito_user_pool.this.id
  name_pattern = "^Amazon-reports-[0-9]$"
}
