# test/testdata/rejected tests the rules of validation.tf by their messages.
mock_provider "aws" {}

variables {
  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "web"
  callback_urls = ["https://app.example.com/callback"]
}

run "a_name_with_a_slash_is_rejected" {
  command = plan

  variables {
    name = "web/app"
  }

  expect_failures = [var.name]
}
