# hashicorp/terraform-provider-aws: default_redirect_uri is optional and computed,
# and may not be empty. So the provider keeps the old one when it is left out. The
# mocks do so too: Terraform's has it from the state, OpenTofu's from a default.
mock_provider "aws" {}

mock_provider "aws" {
  alias = "keeps"

  mock_resource "aws_cognito_user_pool_client" {
    defaults = {
      default_redirect_uri = "https://app.example.com/old"
    }
  }
}

variables {
  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "web"
  callback_urls = ["https://app.example.com/old", "https://app.example.com/new"]
}

run "one_is_set" {
  variables {
    default_redirect_uri = "https://app.example.com/old"
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.default_redirect_uri == "https://app.example.com/old"
    error_message = "default_redirect_uri must reach the client."
  }
}

run "it_cannot_be_taken_away" {
  command = plan

  providers = {
    aws = aws.keeps
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "it_can_be_changed" {
  command = plan

  variables {
    callback_urls        = ["https://app.example.com/new"]
    default_redirect_uri = "https://app.example.com/new"
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.default_redirect_uri == "https://app.example.com/new"
    error_message = "A default redirect URI must be free to change."
  }
}
