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
  user_pool_id       = aws_cognito_user_pool.this.id
  username           = "ada"
  enabled            = true
  temporary_password = "Another-password-1"

  attributes = {
    email       = "ada@example.org"
    family_name = "Lovelace"
    team        = "billing"
  }
}

resource "aws_cognito_user" "grace" {
  user_pool_id             = aws_cognito_user_pool.this.id
  username                 = "grace"
  client_metadata          = { source = "list" }
  desired_delivery_mediums = ["SMS"]
  force_alias_creation     = false
  message_action           = "RESEND"
  password                 = "New-password-1"
  validation_data          = { source = "list" }

  attributes = {
    email          = "grace@example.com"
    email_verified = "false"
  }
}

resource "aws_cognito_user_group" "this" {
  user_pool_id = aws_cognito_user_pool.this.id
  name         = "support"
  description  = "Sees some orders"
  precedence   = 0
  role_arn     = "arn:aws:iam::123456789012:role/other"
}

resource "aws_cognito_user_in_group" "this" {
  user_pool_id = aws_cognito_user_pool.this.id
  group_name   = aws_cognito_user_group.this.name
  username     = aws_cognito_user.ada.username
}

data "aws_cognito_user_group" "this" {
  user_pool_id = aws_cognito_user_pool.this.id
  name         = aws_cognito_user_group.this.name
}

data "aws_cognito_user_groups" "this" {
  user_pool_id = aws_cognito_user_group.this.user_pool_id
}

output "groups" {
  value = {
    one = data.aws_cognito_user_group.this
    all = data.aws_cognito_user_groups.this.groups
  }
}
