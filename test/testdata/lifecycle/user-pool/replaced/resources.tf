resource "aws_cognito_user_pool" "this" {
  name = "${var.name}-other"

  # The provider cannot turn off codes by email, nor remove their sender while they are on.
  mfa_configuration = "OPTIONAL"

  email_configuration {
    email_sending_account = "DEVELOPER"
    source_arn            = "arn:aws:ses:us-east-1:123456789012:identity/example.com"
  }

  # Cognito cannot remove an attribute.
  schema {
    name                     = "team"
    attribute_data_type      = "String"
    developer_only_attribute = false
    mutable                  = true
    required                 = false

    string_attribute_constraints {
      min_length = "1"
      max_length = "64"
    }
  }

  schema {
    name                     = "level"
    attribute_data_type      = "Number"
    developer_only_attribute = false
    mutable                  = false
    required                 = false

    number_attribute_constraints {
      min_value = "1"
      max_value = "9"
    }
  }

  schema {
    name                = "since"
    attribute_data_type = "DateTime"
    mutable             = true
  }
}

resource "aws_cognito_user_pool" "email" {
  name                = "${var.name}-email"
  username_attributes = ["phone_number"]

  username_configuration {
    case_sensitive = false
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

resource "aws_cognito_user_pool" "alias" {
  name             = "${var.name}-alias"
  alias_attributes = ["email"]
}
