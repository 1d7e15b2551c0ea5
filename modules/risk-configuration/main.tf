resource "aws_cognito_risk_configuration" "this" {
  user_pool_id = var.user_pool_id
  client_id    = var.client_id

  dynamic "account_takeover_risk_configuration" {
    for_each = var.account_takeover[*]

    content {
      actions {
        dynamic "low_action" {
          for_each = account_takeover_risk_configuration.value.low_action[*]

          content {
            event_action = low_action.value.event_action
            notify       = low_action.value.notify
          }
        }

        dynamic "medium_action" {
          for_each = account_takeover_risk_configuration.value.medium_action[*]

          content {
            event_action = medium_action.value.event_action
            notify       = medium_action.value.notify
          }
        }

        dynamic "high_action" {
          for_each = account_takeover_risk_configuration.value.high_action[*]

          content {
            event_action = high_action.value.event_action
            notify       = high_action.value.notify
          }
        }
      }

      # hashicorp/aws up to 6.8 requires the block even if no action notifies
      # (hashicorp/terraform-provider-aws#28784, #33624).
      notify_configuration {
        source_arn = account_takeover_risk_configuration.value.notify_configuration.source_arn
        from       = account_takeover_risk_configuration.value.notify_configuration.from
        reply_to   = account_takeover_risk_configuration.value.notify_configuration.reply_to

        dynamic "block_email" {
          for_each = account_takeover_risk_configuration.value.notify_configuration.block_email[*]

          content {
            subject   = block_email.value.subject
            html_body = block_email.value.html_body
            text_body = block_email.value.text_body
          }
        }

        dynamic "mfa_email" {
          for_each = account_takeover_risk_configuration.value.notify_configuration.mfa_email[*]

          content {
            subject   = mfa_email.value.subject
            html_body = mfa_email.value.html_body
            text_body = mfa_email.value.text_body
          }
        }

        dynamic "no_action_email" {
          for_each = account_takeover_risk_configuration.value.notify_configuration.no_action_email[*]

          content {
            subject   = no_action_email.value.subject
            html_body = no_action_email.value.html_body
            text_body = no_action_email.value.text_body
          }
        }
      }
    }
  }

  dynamic "compromised_credentials_risk_configuration" {
    for_each = var.compromised_credentials[*]

    content {
      event_filter = compromised_credentials_risk_configuration.value.event_filter

      actions {
        event_action = compromised_credentials_risk_configuration.value.event_action
      }
    }
  }

  dynamic "risk_exception_configuration" {
    for_each = var.risk_exception[*]

    # The provider rejects an empty list, and accepts null.
    content {
      blocked_ip_range_list = length(risk_exception_configuration.value.blocked_ip_range_list) == 0 ? null : (
        risk_exception_configuration.value.blocked_ip_range_list
      )
      skipped_ip_range_list = length(risk_exception_configuration.value.skipped_ip_range_list) == 0 ? null : (
        risk_exception_configuration.value.skipped_ip_range_list
      )
    }
  }

  lifecycle {
    precondition {
      condition = var.account_takeover != null || var.compromised_credentials != null || var.risk_exception != null
      error_message = join(" ", [
        "account_takeover: neither it nor compromised_credentials nor risk_exception is set, so there is nothing to configure.",
        "Write at least one of them.",
      ])
    }
  }
}
