resource "aws_cognito_user_pool" "this" {
  name           = var.name
  user_pool_tier = "PLUS"
}

resource "aws_cognito_user_pool_client" "this" {
  user_pool_id = aws_cognito_user_pool.this.id
  name         = "web"
}

resource "aws_cognito_user_pool_domain" "prefix" {
  user_pool_id = aws_cognito_user_pool.this.id
  domain       = var.domain_prefix
}

resource "aws_cognito_user_pool_domain" "custom" {
  user_pool_id    = aws_cognito_user_pool.this.id
  domain          = "login.${var.domain_prefix}.example.com"
  certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-1111-1111-1111-111111111111"
}

resource "aws_cognito_user_pool_ui_customization" "all" {
  user_pool_id = aws_cognito_user_pool_domain.prefix.user_pool_id
  css          = ".label-customizable { font-weight: 400; }"
}

resource "aws_cognito_risk_configuration" "all" {
  user_pool_id = aws_cognito_user_pool.this.id

  risk_exception_configuration {
    blocked_ip_range_list = ["198.51.100.0/24"]
  }
}
