mock_provider "aws" {}

variables {
  user_pool_id = "eu-west-1_AbCdEfGhI"
  name         = "administrators"
}

run "a_name_is_enough" {
  command = plan

  assert {
    condition     = aws_cognito_user_group.this.name == "administrators" && output.name == "administrators"
    error_message = "The name must reach the group and the output."
  }

  assert {
    condition = (
      aws_cognito_user_group.this.precedence == null &&
      aws_cognito_user_group.this.role_arn == null &&
      aws_cognito_user_group.this.description == null
    )
    error_message = "What is not set must not be sent."
  }
}

run "each_setting_reaches_the_group" {
  command = plan

  variables {
    name        = "orders:write/EU-λ"
    description = "May change orders"
    precedence  = 1
    role_arn    = "arn:aws:iam::111122223333:role/service/administrators"
  }

  assert {
    condition = (
      aws_cognito_user_group.this.name == "orders:write/EU-λ" &&
      aws_cognito_user_group.this.description == "May change orders" &&
      aws_cognito_user_group.this.precedence == 1 &&
      aws_cognito_user_group.this.role_arn == "arn:aws:iam::111122223333:role/service/administrators"
    )
    error_message = "Each setting must reach the group."
  }
}
