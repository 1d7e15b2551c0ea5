# Two pools in one root: customers sign up themselves with a username. Staff are invited and need a second factor.
# The pool of the customers has required and custom attributes. The pool of the staff has MFA ON with only TOTP.

resource "aws_cognito_user_pool" "customers" {
  name                     = "${var.company}-customers"
  alias_attributes         = ["email", "phone_number"]
  auto_verified_attributes = ["email"]
  deletion_protection      = "ACTIVE"

  username_configuration {
    case_sensitive = false
  }

  schema {
    name                = "email"
    attribute_data_type = "String"
    required            = true
    mutable             = true

    string_attribute_constraints {
      min_length = 0
      max_length = 2048
    }
  }

  schema {
    name                = "given_name"
    attribute_data_type = "String"
    required            = true
    mutable             = true

    string_attribute_constraints {
      min_length = 1
      max_length = 100
    }
  }

  schema {
    name                = "birthdate"
    attribute_data_type = "String"
    required            = true
    mutable             = false

    string_attribute_constraints {
      min_length = 10
      max_length = 10
    }
  }

  schema {
    name                = "loyalty_points"
    attribute_data_type = "Number"
    mutable             = true

    number_attribute_constraints {
      min_value = 0
      max_value = 1000000
    }
  }

  schema {
    name                = "newsletter"
    attribute_data_type = "Boolean"
    mutable             = true
  }

  schema {
    name                     = "crm_id"
    attribute_data_type      = "String"
    developer_only_attribute = false
    mutable                  = false

    string_attribute_constraints {
      min_length = 1
      max_length = 36
    }
  }

  verification_message_template {
    default_email_option  = "CONFIRM_WITH_LINK"
    email_subject_by_link = "Welcome"
    email_message_by_link = "Please {##confirm your address##}."
  }
}

resource "aws_cognito_user_pool_domain" "customers" {
  domain       = "${var.company}-customers"
  user_pool_id = aws_cognito_user_pool.customers.id
}

resource "aws_cognito_user_pool_client" "shop" {
  name                                 = "shop"
  user_pool_id                         = aws_cognito_user_pool.customers.id
  generate_secret                      = true
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = ["openid", "email", "phone", "profile"]
  callback_urls                        = ["https://shop.example.com/signin/callback"]
  logout_urls                          = ["https://shop.example.com/"]
  supported_identity_providers         = ["COGNITO"]
  explicit_auth_flows                  = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"]
  prevent_user_existence_errors        = "ENABLED"
  refresh_token_validity               = 60
}

resource "aws_cognito_user_pool" "staff" {
  name                     = "${var.company}-staff"
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]
  deletion_protection      = "ACTIVE"
  mfa_configuration        = "ON"

  software_token_mfa_configuration {
    enabled = true
  }

  admin_create_user_config {
    allow_admin_create_user_only = true
  }

  password_policy {
    minimum_length                   = 14
    require_lowercase                = true
    require_numbers                  = true
    require_symbols                  = true
    require_uppercase                = true
    temporary_password_validity_days = 2
  }

  account_recovery_setting {
    recovery_mechanism {
      name     = "admin_only"
      priority = 1
    }
  }
}

resource "aws_cognito_user_pool_domain" "staff" {
  domain       = "${var.company}-staff"
  user_pool_id = aws_cognito_user_pool.staff.id
}

resource "aws_cognito_user_group" "staff" {
  for_each = {
    warehouse = 30
    support   = 20
    admins    = 10
  }

  name         = each.key
  precedence   = each.value
  user_pool_id = aws_cognito_user_pool.staff.id
}

resource "aws_cognito_user_pool_client" "admin" {
  name                                 = "admin"
  user_pool_id                         = aws_cognito_user_pool.staff.id
  generate_secret                      = true
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = ["openid", "email"]
  callback_urls                        = ["https://admin.example.com/callback", "http://localhost:8000/callback"]
  logout_urls                          = ["https://admin.example.com/"]
  supported_identity_providers         = ["COGNITO"]
  explicit_auth_flows                  = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"]
  prevent_user_existence_errors        = "ENABLED"
  access_token_validity                = 20
  id_token_validity                    = 20
  refresh_token_validity               = 9

  token_validity_units {
    access_token  = "minutes"
    id_token      = "minutes"
    refresh_token = "hours"
  }
}
