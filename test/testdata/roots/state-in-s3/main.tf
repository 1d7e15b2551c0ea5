# Infrastructure of a company with one account per environment: state in S3 with a lock table, a profile and a role to
# assume, tags on everything. Names and ARNs are built from caller identity, partition and region.

resource "aws_cognito_user_pool" "employees" {
  name                = "${local.prefix}-employees"
  deletion_protection = var.environment == "production" ? "ACTIVE" : "INACTIVE"

  username_configuration {
    case_sensitive = false
  }

  admin_create_user_config {
    allow_admin_create_user_only = true
  }
}

resource "aws_cognito_user_pool_domain" "employees" {
  domain       = "${local.prefix}-${local.account_id}"
  user_pool_id = aws_cognito_user_pool.employees.id
}

resource "aws_cognito_user_pool_client" "grafana" {
  name         = "grafana"
  user_pool_id = aws_cognito_user_pool.employees.id

  generate_secret                      = true
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = ["openid", "email", "profile"]
  callback_urls                        = ["https://grafana.${var.environment}.example.com/login/generic_oauth"]
  logout_urls                          = ["https://grafana.${var.environment}.example.com/login"]
  default_redirect_uri                 = "https://grafana.${var.environment}.example.com/login/generic_oauth"
  supported_identity_providers         = ["COGNITO"]
  explicit_auth_flows                  = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"]
  enable_token_revocation              = true
  refresh_token_validity               = 10

  token_validity_units {
    refresh_token = "hours"
  }
}

# Other stacks read these parameters.
resource "aws_ssm_parameter" "published" {
  for_each = {
    "user-pool-id"      = aws_cognito_user_pool.employees.id
    "grafana-client-id" = aws_cognito_user_pool_client.grafana.id
    "issuer"            = "https://cognito-idp.${data.aws_region.current.name}.amazonaws.com/${aws_cognito_user_pool.employees.id}"
  }

  name  = "/${local.prefix}/cognito/${each.key}"
  type  = "String"
  value = each.value
}

resource "aws_iam_policy" "manage_users" {
  name = "${local.prefix}-manage-users"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Action = ["cognito-idp:Admin*", "cognito-idp:ListUsers"]
      Resource = join(":", [
        "arn", data.aws_partition.current.partition, "cognito-idp", data.aws_region.current.name, local.account_id,
        "userpool/${aws_cognito_user_pool.employees.id}",
      ])
    }]
  })
}
