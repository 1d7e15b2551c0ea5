# hashicorp/terraform-provider-aws #45529: what the pool keeps of a function that
# is left out is optional and computed, and the provider goes on to send it. The
# mocks do so too: Terraform's has it from the state, OpenTofu's from a default.
# sms_configuration is a block, which no mock brings back.
mock_provider "aws" {
  mock_resource "aws_cognito_user_pool" {
    defaults = {
      arn = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEfGhI"
    }
  }
}

mock_provider "aws" {
  alias = "keeps"

  mock_resource "aws_cognito_user_pool" {
    defaults = {
      arn = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEfGhI"
      lambda_config = {
        pre_token_generation = "arn:aws:lambda:eu-west-1:123456789012:function:claims"
      }
    }
  }
}

variables {
  name = "orders-test"
}

run "both_are_set" {
  providers = {
    aws = aws.keeps
  }

  variables {
    sms = { sns_caller_arn = "arn:aws:iam::123456789012:role/cognito-sms", external_id = "orders" }
    lambda_triggers = {
      pre_sign_up          = "arn:aws:lambda:eu-west-1:123456789012:function:check"
      pre_token_generation = { lambda_arn = "arn:aws:lambda:eu-west-1:123456789012:function:claims" }
    }
  }

  assert {
    condition     = aws_cognito_user_pool.this.sms_configuration[0].external_id == "orders"
    error_message = "sms must reach the pool."
  }
}

run "case_sensitivity_cannot_change" {
  command = plan

  providers = {
    aws = aws.keeps
  }

  variables {
    sign_in = { case_sensitive = true }
    sms     = { sns_caller_arn = "arn:aws:iam::123456789012:role/cognito-sms", external_id = "orders" }
    lambda_triggers = {
      pre_sign_up          = "arn:aws:lambda:eu-west-1:123456789012:function:check"
      pre_token_generation = { lambda_arn = "arn:aws:lambda:eu-west-1:123456789012:function:claims" }
    }
  }

  expect_failures = [aws_cognito_user_pool.this]
}

run "the_token_trigger_cannot_be_taken_away_alone" {
  command = plan

  providers = {
    aws = aws.keeps
  }

  variables {
    lambda_triggers = { pre_sign_up = "arn:aws:lambda:eu-west-1:123456789012:function:check" }
  }

  expect_failures = [aws_cognito_user_pool.this]
}

run "all_triggers_can_be_taken_away" {
  command = plan

  assert {
    condition     = length(aws_cognito_user_pool.this.lambda_config) == 0
    error_message = "The first of the two applies must be free."
  }
}
