resource "aws_cognito_log_delivery_configuration" "this" {
  user_pool_id = var.user_pool_id

  # The provider has a list, which must have the order of Cognito's response:
  # otherwise the apply fails with "inconsistent result after apply"
  # (hashicorp/terraform-provider-aws #49202, #49220). #43550 reports both orders.
  dynamic "log_configurations" {
    for_each = [
      for source in ["userNotification", "userAuthEvents"] : merge({ event_source = source }, var.log_configurations[source])
      if contains(keys(var.log_configurations), source)
    ]

    content {
      event_source = log_configurations.value.event_source
      log_level    = local.log_levels[log_configurations.value.event_source]

      # The object decides and not its ARN, which may be unknown until apply.
      dynamic "cloud_watch_logs_configuration" {
        for_each = log_configurations.value.cloud_watch_logs_configuration[*]

        content {
          log_group_arn = cloud_watch_logs_configuration.value.log_group_arn
        }
      }

      dynamic "firehose_configuration" {
        for_each = log_configurations.value.firehose_configuration[*]

        content {
          stream_arn = firehose_configuration.value.stream_arn
        }
      }

      dynamic "s3_configuration" {
        for_each = log_configurations.value.s3_configuration[*]

        content {
          bucket_arn = s3_configuration.value.bucket_arn
        }
      }
    }
  }

  lifecycle {
    # "ARN does not belong to current region"
    precondition {
      condition = length(local.foreign_arns) == 0
      error_message = join(" ", [
        "log_configurations: ${join(", ", local.foreign_arns)} is not in ${local.region}, the region of the user pool.",
        "Write the ARN of a destination in that region.",
      ])
    }
  }
}

locals {
  # LogConfigurationType has one level for each source.
  log_levels = {
    userNotification = "ERROR"
    userAuthEvents   = "INFO"
  }

  # A pool id is REGION_xxxxxxxxx. The ARN of a bucket contains no region.
  region = split("_", var.user_pool_id)[0]

  foreign_arns = flatten([
    for configuration in var.log_configurations : [
      for arn in compact([
        try(configuration.cloud_watch_logs_configuration.log_group_arn, ""),
        try(configuration.firehose_configuration.stream_arn, ""),
      ]) : arn
      if try(split(":", arn)[3], local.region) != local.region
    ]
  ])
}
