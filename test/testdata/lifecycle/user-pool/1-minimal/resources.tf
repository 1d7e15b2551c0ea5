resource "aws_cognito_user_pool" "this" {
  name = var.name

  # The provider sets codes by email before it sets their sender and another way to a new password, without which Cognito
  # refuses them: both come first.
  email_configuration {
    email_sending_account = "DEVELOPER"
    source_arn            = "arn:aws:ses:us-east-1:123456789012:identity/example.com"
  }

  account_recovery_setting {
    recovery_mechanism {
      name     = "admin_only"
      priority = 1
    }
  }
}

# What cannot be set later: sign-in by attributes, and required attributes.
resource "aws_cognito_user_pool" "email" {
  name                = "${var.name}-email"
  username_attributes = ["email"]

  username_configuration {
    case_sensitive = true
  }

  schema {
    name                     = "email"
    attribute_data_type      = "String"
    developer_only_attribute = false
    mutable                  = true
    required                 = true

    # An import reads them.
    string_attribute_constraints {
      min_length = "0"
      max_length = "2048"
    }
  }
}

# Beside sign-in by attributes there are no aliases, and beside a message template no messages of their own.
resource "aws_cognito_user_pool" "alias" {
  name             = "${var.name}-alias"
  alias_attributes = ["preferred_username"]
}
