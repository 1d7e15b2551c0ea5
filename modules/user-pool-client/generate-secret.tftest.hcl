# Cognito can neither give a client a secret nor take it away, and the provider
# would make a new client instead.
mock_provider "aws" {
  mock_resource "aws_cognito_user_pool_client" {
    defaults = {
      id            = "1example23456789abcdefghij"
      client_secret = "1example-secret"
    }
  }
}

variables {
  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "web"
  callback_urls = ["https://app.example.com/callback"]
}

run "a_confidential_client_is_made" {
  assert {
    condition     = aws_cognito_user_pool_client.this.generate_secret
    error_message = "A web application has a secret."
  }
}

run "its_secret_cannot_be_taken_away" {
  command = plan

  variables {
    generate_secret = false
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "nor_by_another_type" {
  command = plan

  variables {
    application_type = "single-page"
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "it_may_become_a_client_that_has_one_too" {
  command = plan

  variables {
    application_type = "machine-to-machine"
    callback_urls    = []
    scopes           = ["https://orders.example.com/read"]
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.generate_secret
    error_message = "The secret must stay."
  }
}
