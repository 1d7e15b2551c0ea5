resource "aws_cognito_user_pool" "this" {
  name             = var.name
  alias_attributes = ["email"]

  schema {
    name                = "team"
    attribute_data_type = "String"
    mutable             = true

    string_attribute_constraints {}
  }
}

resource "aws_cognito_user" "ada" {
  user_pool_id = aws_cognito_user_pool.this.id
  username     = "ada"
}

# These arguments only have an effect when the user is created: force_alias_creation, the data, message_action and password.
resource "aws_cognito_user" "grace" {
  user_pool_id             = aws_cognito_user_pool.this.id
  username                 = "grace"
  client_metadata          = { source = "import" }
  desired_delivery_mediums = ["EMAIL"]
  force_alias_creation     = true
  message_action           = "SUPPRESS"
  password                 = "Old-password-1"
  validation_data          = { source = "import" }

  attributes = {
    email          = "grace@example.com"
    email_verified = "true"
  }
}

resource "aws_cognito_user_group" "this" {
  user_pool_id = aws_cognito_user_pool.this.id
  name         = "support"
  role_arn     = "arn:aws:iam::123456789012:role/other" # the provider takes it away with an empty ARN, which is none
}

resource "aws_cognito_user_in_group" "this" {
  user_pool_id = aws_cognito_user_pool.this.id
  group_name   = aws_cognito_user_group.this.name
  username     = aws_cognito_user.ada.username
}
