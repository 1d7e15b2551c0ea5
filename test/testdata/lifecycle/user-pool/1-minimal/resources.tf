resource "aws_cognito_user_pool" "this" {
  name = var.name

  # A later step turns on codes by email. The provider sends that request before it sets the sender and a recovery medium other
  # than email, and Cognito rejects it without them. So this step sets both.
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

# Arguments that cannot be set later: sign-in with attributes, and required attributes.
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

    # An import reads these constraints.
    string_attribute_constraints {
      min_length = "0"
      max_length = "2048"
    }
  }
}

# Aliases exclude sign-in with attributes, and the separate message arguments exclude a message template.
resource "aws_cognito_user_pool" "alias" {
  name             = "${var.name}-alias"
  alias_attributes = ["preferred_username"]
}
