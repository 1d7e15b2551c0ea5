resource "aws_cognito_user_pool" "this" {
  name                = var.name
  deletion_protection = var.deletion_protection
  user_pool_tier      = var.user_pool_tier

  # Both are fixed for the life of a pool: changing either one replaces it, and
  # every user is lost. They are therefore no variables.
  username_attributes = ["email"]
  username_configuration {
    case_sensitive = false
  }

  auto_verified_attributes = ["email"]

  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
  }

  # All fields are always sent: UpdateUserPool sets what a request leaves out
  # back to the service's default, and an unset
  # temporary_password_validity_days is a diff in every plan.
  password_policy {
    minimum_length                   = var.password_policy.minimum_length
    require_lowercase                = var.password_policy.require_lowercase
    require_uppercase                = var.password_policy.require_uppercase
    require_numbers                  = var.password_policy.require_numbers
    require_symbols                  = var.password_policy.require_symbols
    temporary_password_validity_days = var.password_policy.temporary_password_validity_days
  }

  admin_create_user_config {
    allow_admin_create_user_only = var.admin_create_user_only
  }

  tags = var.tags
}

locals {
  # The endpoint attribute carries no scheme.
  issuer = "https://${aws_cognito_user_pool.this.endpoint}"
}
