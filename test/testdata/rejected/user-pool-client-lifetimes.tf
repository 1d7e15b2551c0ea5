# Rejected: clients.an_unknown_access_token_unit.access_token.unit: "minute" is not a unit. Write "seconds",
# "minutes", "hours" or "days".
module "client_an_unknown_access_token_unit" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "an_unknown_access_token_unit"
  callback_urls = ["https://app.example.com/callback"]
  access_token  = { unit = "minute" }
}

# Rejected: clients.an_access_token_of_sixty_hours.access_token.validity: 60 hours is out of range; Cognito accepts 5
# minutes to 1 day. Write for example 60 minutes.
module "client_an_access_token_of_sixty_hours" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "an_access_token_of_sixty_hours"
  callback_urls = ["https://app.example.com/callback"]
  access_token  = { validity = 60, unit = "hours" }
}

# Rejected: clients.an_access_token_of_four_minutes.access_token.validity: 4 minutes is out of range; Cognito accepts
# 5 minutes to 1 day. Write for example 60 minutes.
module "client_an_access_token_of_four_minutes" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "an_access_token_of_four_minutes"
  callback_urls = ["https://app.example.com/callback"]
  access_token  = { validity = 4 }
}

# Rejected: clients.an_unknown_id_token_unit.id_token.unit: "minute" is not a unit. Write "seconds", "minutes",
# "hours" or "days".
module "client_an_unknown_id_token_unit" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "an_unknown_id_token_unit"
  callback_urls = ["https://app.example.com/callback"]
  id_token      = { unit = "minute" }
}

# Rejected: clients.an_id_token_of_two_days.id_token.validity: 2 days is out of range; Cognito accepts 5 minutes to 1
# day. Write for example 60 minutes.
module "client_an_id_token_of_two_days" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "an_id_token_of_two_days"
  callback_urls = ["https://app.example.com/callback"]
  id_token      = { validity = 2, unit = "days" }
}

# Rejected: clients.an_id_token_of_299_seconds.id_token.validity: 299 seconds is out of range; Cognito accepts 5
# minutes to 1 day. Write for example 60 minutes.
module "client_an_id_token_of_299_seconds" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "an_id_token_of_299_seconds"
  callback_urls = ["https://app.example.com/callback"]
  id_token      = { validity = 299, unit = "seconds" }
}

# Rejected: clients.an_unknown_refresh_unit.refresh.unit: "weeks" is not a unit. Write "seconds", "minutes", "hours"
# or "days".
module "client_an_unknown_refresh_unit" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "an_unknown_refresh_unit"
  callback_urls = ["https://app.example.com/callback"]
  refresh       = { unit = "weeks" }
}

# Rejected: clients.a_refresh_token_of_59_minutes.refresh.validity: 59 minutes is out of range; Cognito accepts 1 hour
# to 3650 days. Write for example 30 days.
module "client_a_refresh_token_of_59_minutes" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_refresh_token_of_59_minutes"
  callback_urls = ["https://app.example.com/callback"]
  access_token  = { validity = 5 }
  id_token      = { validity = 5 }
  refresh       = { validity = 59, unit = "minutes" }
}

# Rejected: clients.a_refresh_token_of_over_ten_years.refresh.validity: 3651 days is out of range; Cognito accepts 1
# hour to 3650 days. Write for example 30 days.
module "client_a_refresh_token_of_over_ten_years" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_refresh_token_of_over_ten_years"
  callback_urls = ["https://app.example.com/callback"]
  refresh       = { validity = 3651 }
}

# Rejected: clients.a_grace_period_of_61_seconds.refresh.retry_grace_period_seconds: 61 is not a whole number from 0
# to 60. Write for example 10, or 0 to retire the old token at once.
module "client_a_grace_period_of_61_seconds" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_grace_period_of_61_seconds"
  callback_urls = ["https://app.example.com/callback"]
  refresh       = { rotation = true, retry_grace_period_seconds = 61 }
}

# Rejected: clients.a_negative_grace_period.refresh.retry_grace_period_seconds: -1 is not a whole number from 0 to 60.
# Write for example 10, or 0 to retire the old token at once.
module "client_a_negative_grace_period" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_negative_grace_period"
  callback_urls = ["https://app.example.com/callback"]
  refresh       = { rotation = true, retry_grace_period_seconds = -1 }
}

# Rejected: clients.a_grace_period_without_rotation.refresh.retry_grace_period_seconds: a grace period of 10 has no
# effect, because Cognito retires no token when rotation is off. Write rotation = true, or remove the grace period.
module "client_a_grace_period_without_rotation" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_grace_period_without_rotation"
  callback_urls = ["https://app.example.com/callback"]
  refresh       = { retry_grace_period_seconds = 10 }
}

# Rejected: clients.an_access_token_longer_than_the_refresh_token.access_token.validity: 7200 seconds is longer than
# the refresh token is valid, 3600 seconds. Write a shorter access_token.validity or a longer refresh.validity, and
# check their units.
module "client_an_access_token_longer_than_the_refresh_token" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "an_access_token_longer_than_the_refresh_token"
  callback_urls = ["https://app.example.com/callback"]
  access_token  = { validity = 2, unit = "hours" }
  refresh       = { validity = 1, unit = "hours" }
}

# Rejected: clients.an_id_token_longer_than_the_refresh_token.id_token.validity: 7200 seconds is longer than the
# refresh token is valid, 3600 seconds. Write a shorter id_token.validity or a longer refresh.validity, and check
# their units.
module "client_an_id_token_longer_than_the_refresh_token" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "an_id_token_longer_than_the_refresh_token"
  callback_urls = ["https://app.example.com/callback"]
  id_token      = { validity = 2, unit = "hours" }
  refresh       = { validity = 1, unit = "hours" }
}

# Rejected: clients.one_and_a_half_hours.access_token.validity: 1.5 is not a whole number. Write validity = 90, unit =
# "minutes".
module "client_one_and_a_half_hours" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "one_and_a_half_hours"
  callback_urls = ["https://app.example.com/callback"]
  access_token  = { validity = 1.5, unit = "hours" }
}

# Rejected: clients.half_a_day_of_refresh.refresh.validity: 1.5 is not a whole number. Write validity = 2160, unit =
# "minutes".
module "client_half_a_day_of_refresh" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "half_a_day_of_refresh"
  callback_urls = ["https://app.example.com/callback"]
  refresh       = { validity = 1.5 }
}

# Rejected: clients.a_broken_grace_period.refresh.retry_grace_period_seconds: 0.5 is not a whole number from 0 to 60.
# Write for example 10, or 0 to retire the old token at once.
module "client_a_broken_grace_period" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_broken_grace_period"
  callback_urls = ["https://app.example.com/callback"]
  refresh       = { rotation = true, retry_grace_period_seconds = 0.5 }
}

# Rejected: clients.an_auth_session_of_two_minutes.auth_session_validity: 2 is not a whole number of minutes from 3 to
# 15. Write for example 3.
module "client_an_auth_session_of_two_minutes" {
  source = "../../../modules/user-pool-client"

  user_pool_id          = "eu-west-1_AbCdEfGhI"
  name                  = "an_auth_session_of_two_minutes"
  callback_urls         = ["https://app.example.com/callback"]
  auth_session_validity = 2
}

# Rejected: clients.an_auth_session_of_sixteen_minutes.auth_session_validity: 16 is not a whole number of minutes from
# 3 to 15. Write for example 3.
module "client_an_auth_session_of_sixteen_minutes" {
  source = "../../../modules/user-pool-client"

  user_pool_id          = "eu-west-1_AbCdEfGhI"
  name                  = "an_auth_session_of_sixteen_minutes"
  callback_urls         = ["https://app.example.com/callback"]
  auth_session_validity = 16
}

# Rejected: clients.an_auth_session_of_three_and_a_half_minutes.auth_session_validity: 3.5 is not a whole number of
# minutes from 3 to 15. Write for example 3.
module "client_an_auth_session_of_three_and_a_half_minutes" {
  source = "../../../modules/user-pool-client"

  user_pool_id          = "eu-west-1_AbCdEfGhI"
  name                  = "an_auth_session_of_three_and_a_half_minutes"
  callback_urls         = ["https://app.example.com/callback"]
  auth_session_validity = 3.5
}

# Rejected: clients.a_unit_without_a_validity.refresh.unit: "hours" is set without refresh.validity, and the default
# is validity = 1, unit = "days". Write both, for example refresh = { validity = 24, unit = "hours" }.
module "client_a_unit_without_a_validity" {
  source = "../../../modules/user-pool-client"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "a_unit_without_a_validity"
  callback_urls    = ["https://app.example.com/callback"]
  application_type = "single-page"
  refresh          = { unit = "hours" }
}

# Rejected: clients.a_unit_without_a_validity_even_if_it_is_the_default.refresh.unit: "days" is set without
# refresh.validity, and the default is validity = 30, unit = "days". Write both, for example refresh = { validity =
# 30, unit = "days" }.
module "client_a_unit_without_a_validity_even_if_it_is_the_default" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_unit_without_a_validity_even_if_it_is_the_default"
  callback_urls = ["https://app.example.com/callback"]
  refresh       = { unit = "days" }
}

# Rejected: clients.an_empty_unit_of_the_refresh_token.refresh.unit: "" is not a unit. Write "seconds", "minutes",
# "hours" or "days".
module "client_an_empty_unit_of_the_refresh_token" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "an_empty_unit_of_the_refresh_token"
  callback_urls = ["https://app.example.com/callback"]
  refresh       = { unit = "" }
}
