variable "user_pool_id" {
  description = "Id of the user pool whose logs are delivered. Changing it replaces the configuration."
  type        = string
  nullable    = false
}

variable "log_configurations" {
  description = <<-EOT
    Source of events => destination.
    - `userNotification`: errors in sending messages, to CloudWatch Logs.
    - `userAuthEvents`: the risk of sign-ins as threat protection sees it, to one of the three.
  EOT
  type = map(object({
    cloud_watch_logs_configuration = optional(object({ log_group_arn = string }))
    firehose_configuration         = optional(object({ stream_arn = string }))
    s3_configuration               = optional(object({ bucket_arn = string }))
  }))
  nullable = false

  # The provider rejects a resource without configurations.
  validation {
    condition     = length(var.log_configurations) > 0
    error_message = "log_configurations: the map is empty. Write at least one source of events."
  }

  # EventSourceName.
  validation {
    condition = length(setsubtract(keys(var.log_configurations), ["userNotification", "userAuthEvents"])) == 0
    error_message = join(" ", [
      "log_configurations: Cognito does not know the source of events",
      "${jsonencode(setsubtract(keys(var.log_configurations), ["userNotification", "userAuthEvents"]))}.",
      "Write userNotification or userAuthEvents.",
    ])
  }

  validation {
    condition = alltrue([for destinations in [
      for configuration in var.log_configurations : concat(
        configuration.cloud_watch_logs_configuration[*], configuration.firehose_configuration[*], configuration.s3_configuration[*],
      )
    ] : length(destinations) == 1])
    error_message = join(" ", [
      "log_configurations: ${join(", ", [
        for source, destinations in {
          for source, configuration in var.log_configurations : source => concat(
            configuration.cloud_watch_logs_configuration[*], configuration.firehose_configuration[*], configuration.s3_configuration[*],
          )
        } : "\"${source}\" has ${length(destinations)} destinations" if length(destinations) != 1
      ])}.",
      "Write exactly one of cloud_watch_logs_configuration, firehose_configuration and s3_configuration.",
    ])
  }

  # LogConfigurationType: "choose ERROR with CloudWatchLogsConfiguration".
  validation {
    condition = try(length(concat(
      var.log_configurations["userNotification"].firehose_configuration[*],
      var.log_configurations["userNotification"].s3_configuration[*],
    )) == 0, true)
    error_message = join(" ", [
      "log_configurations.userNotification: Cognito delivers these events only to CloudWatch Logs.",
      "Write cloud_watch_logs_configuration.",
    ])
  }

  validation {
    condition = alltrue([
      for arn in flatten([for configuration in var.log_configurations : configuration.cloud_watch_logs_configuration[*].log_group_arn]) :
      can(regex("^arn:[\\w-]+:logs:[a-z0-9-]+:[0-9]{12}:log-group:[\\w/.#-]{1,512}$", arn))
    ])
    error_message = join(" ", [
      "log_configurations: the log_group_arn \"${join("\", \"", [
        for arn in flatten([for configuration in var.log_configurations : configuration.cloud_watch_logs_configuration[*].log_group_arn]) :
        coalesce(arn, "null") if !can(regex("^arn:[\\w-]+:logs:[a-z0-9-]+:[0-9]{12}:log-group:[\\w/.#-]{1,512}$", arn))
      ])}\" is not the ARN of a log group.",
      "Write for example \"arn:aws:logs:eu-west-1:111122223333:log-group:/aws/vendedlogs/login\", without \":*\".",
    ])
  }

  validation {
    condition = alltrue([
      for arn in flatten([for configuration in var.log_configurations : configuration.firehose_configuration[*].stream_arn]) :
      can(regex("^arn:[\\w-]+:firehose:[a-z0-9-]+:[0-9]{12}:deliverystream/[\\w.-]{1,64}$", arn))
    ])
    error_message = join(" ", [
      "log_configurations: the stream_arn \"${join("\", \"", [
        for arn in flatten([for configuration in var.log_configurations : configuration.firehose_configuration[*].stream_arn]) :
        coalesce(arn, "null") if !can(regex("^arn:[\\w-]+:firehose:[a-z0-9-]+:[0-9]{12}:deliverystream/[\\w.-]{1,64}$", arn))
      ])}\" is not the ARN of a Firehose stream.",
      "Write for example \"arn:aws:firehose:eu-west-1:111122223333:deliverystream/login\".",
    ])
  }

  validation {
    condition = alltrue([
      for arn in flatten([for configuration in var.log_configurations : configuration.s3_configuration[*].bucket_arn]) :
      can(regex("^arn:[\\w-]+:s3:::[a-z0-9.-]{3,63}$", arn))
    ])
    error_message = join(" ", [
      "log_configurations: the bucket_arn \"${join("\", \"", [
        for arn in flatten([for configuration in var.log_configurations : configuration.s3_configuration[*].bucket_arn]) :
        coalesce(arn, "null") if !can(regex("^arn:[\\w-]+:s3:::[a-z0-9.-]{3,63}$", arn))
      ])}\" is not the ARN of a bucket.",
      "Write for example \"arn:aws:s3:::login-logs\".",
    ])
  }
}
