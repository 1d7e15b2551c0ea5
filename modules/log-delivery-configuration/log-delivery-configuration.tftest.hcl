mock_provider "aws" {}

variables {
  user_pool_id = "eu-west-1_AbCdEfGhI"
  log_configurations = {
    userNotification = { cloud_watch_logs_configuration = {
      log_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/vendedlogs/login"
    } }
  }
}

run "errors_in_sending_messages_go_to_a_log_group" {
  command = plan

  assert {
    condition = (
      length(aws_cognito_log_delivery_configuration.this.log_configurations) == 1 &&
      aws_cognito_log_delivery_configuration.this.log_configurations[0].event_source == "userNotification" &&
      aws_cognito_log_delivery_configuration.this.log_configurations[0].log_level == "ERROR" &&
      aws_cognito_log_delivery_configuration.this.log_configurations[0].cloud_watch_logs_configuration[0].log_group_arn ==
      "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/vendedlogs/login"
    )
    error_message = "Source, level and log group must reach the configuration."
  }

  assert {
    condition = (
      length(aws_cognito_log_delivery_configuration.this.log_configurations[0].firehose_configuration) == 0 &&
      length(aws_cognito_log_delivery_configuration.this.log_configurations[0].s3_configuration) == 0
    )
    error_message = "There must be one destination only."
  }
}

run "both_sources" {
  command = plan

  variables {
    log_configurations = {
      userNotification = { cloud_watch_logs_configuration = {
        log_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/vendedlogs/login"
      } }
      userAuthEvents = { firehose_configuration = { stream_arn = "arn:aws:firehose:eu-west-1:111122223333:deliverystream/login" } }
    }
  }

  assert {
    condition = {
      for configuration in aws_cognito_log_delivery_configuration.this.log_configurations :
      configuration.event_source => configuration.log_level
      } == {
      userNotification = "ERROR"
      userAuthEvents   = "INFO"
    }
    error_message = "Each source has the level that Cognito gives it."
  }

  assert {
    condition     = aws_cognito_log_delivery_configuration.this.log_configurations[0].event_source == "userNotification"
    error_message = "Cognito answers with userNotification first, and the provider compares in order."
  }

  assert {
    condition = (
      one([
        for configuration in aws_cognito_log_delivery_configuration.this.log_configurations :
        configuration.firehose_configuration[0].stream_arn if configuration.event_source == "userAuthEvents"
      ]) ==
      "arn:aws:firehose:eu-west-1:111122223333:deliverystream/login"
    )
    error_message = "The stream must reach the configuration."
  }
}

run "a_bucket" {
  command = plan

  variables {
    log_configurations = {
      userAuthEvents = {
        s3_configuration = { bucket_arn = "arn:aws:s3:::login-logs" }
      }
    }
  }

  assert {
    condition = (
      aws_cognito_log_delivery_configuration.this.log_configurations[0].s3_configuration[0].bucket_arn ==
      "arn:aws:s3:::login-logs"
    )
    error_message = "The bucket must reach the configuration."
  }
}

run "no_configuration_is_rejected" {
  command = plan

  variables {
    log_configurations = {}
  }

  expect_failures = [var.log_configurations]
}

run "an_unknown_source_is_rejected" {
  command = plan

  variables {
    log_configurations = {
      userSignIn = { cloud_watch_logs_configuration = {
        log_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:login"
      } }
    }
  }

  expect_failures = [var.log_configurations]
}

run "a_source_without_a_destination_is_rejected" {
  command = plan

  variables {
    log_configurations = { userAuthEvents = {} }
  }

  expect_failures = [var.log_configurations]
}

run "two_destinations_are_rejected" {
  command = plan

  variables {
    log_configurations = { userAuthEvents = {
      cloud_watch_logs_configuration = { log_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:login" }
      s3_configuration               = { bucket_arn = "arn:aws:s3:::login-logs" }
    } }
  }

  expect_failures = [var.log_configurations]
}

run "messages_to_a_bucket_are_rejected" {
  command = plan

  variables {
    log_configurations = { userNotification = { s3_configuration = { bucket_arn = "arn:aws:s3:::login-logs" } } }
  }

  expect_failures = [var.log_configurations]
}

run "the_streams_of_a_log_group_are_rejected" {
  command = plan

  variables {
    log_configurations = {
      userNotification = { cloud_watch_logs_configuration = {
        log_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:login:*"
      } }
    }
  }

  expect_failures = [var.log_configurations]
}

run "a_kinesis_stream_is_rejected" {
  command = plan

  variables {
    log_configurations = {
      userAuthEvents = { firehose_configuration = {
        stream_arn = "arn:aws:kinesis:eu-west-1:111122223333:stream/login"
      } }
    }
  }

  expect_failures = [var.log_configurations]
}

run "the_name_of_a_bucket_is_rejected" {
  command = plan

  variables {
    log_configurations = { userAuthEvents = { s3_configuration = { bucket_arn = "login-logs" } } }
  }

  expect_failures = [var.log_configurations]
}

run "a_log_group_in_another_region_is_rejected" {
  command = plan

  variables {
    log_configurations = {
      userNotification = { cloud_watch_logs_configuration = {
        log_group_arn = "arn:aws:logs:us-east-1:111122223333:log-group:login"
      } }
    }
  }

  expect_failures = [aws_cognito_log_delivery_configuration.this]
}
