resource "aws_cognito_user_pool" "this" {
  name           = var.name
  user_pool_tier = "PLUS"
}

resource "aws_cognito_user_pool_client" "this" {
  user_pool_id = aws_cognito_user_pool.this.id
  name         = "web"
}

resource "aws_cognito_user_pool_domain" "prefix" {
  user_pool_id          = aws_cognito_user_pool.this.id
  domain                = var.domain_prefix
  managed_login_version = 1
}

resource "aws_cognito_user_pool_domain" "custom" {
  user_pool_id          = aws_cognito_user_pool.this.id
  domain                = "login.${var.domain_prefix}.example.com"
  certificate_arn       = "arn:aws:acm:us-east-1:123456789012:certificate/22222222-2222-2222-2222-222222222222"
  managed_login_version = 1
}

resource "aws_cognito_user_pool_ui_customization" "all" {
  user_pool_id = aws_cognito_user_pool_domain.prefix.user_pool_id
  css          = ".label-customizable { font-weight: 600; }"
  image_file   = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
}

resource "aws_cognito_user_pool_ui_customization" "one" {
  user_pool_id = aws_cognito_user_pool_domain.prefix.user_pool_id
  client_id    = aws_cognito_user_pool_client.this.id
  css          = ".label-customizable { font-weight: 800; }"
}

resource "aws_cognito_risk_configuration" "all" {
  user_pool_id = aws_cognito_user_pool.this.id

  account_takeover_risk_configuration {
    actions {
      high_action {
        event_action = "MFA_REQUIRED"
        notify       = false
      }
      medium_action {
        event_action = "MFA_IF_CONFIGURED"
        notify       = true
      }
      low_action {
        event_action = "MFA_IF_CONFIGURED"
        notify       = false
      }
    }

    notify_configuration {
      from       = "security@example.org"
      reply_to   = "help@example.org"
      source_arn = "arn:aws:ses:us-east-1:123456789012:identity/example.org"

      block_email {
        subject   = "Somebody was blocked"
        html_body = "<p>Somebody was blocked.</p>"
        text_body = "Somebody was blocked."
      }

      mfa_email {
        subject   = "Somebody needs a code"
        html_body = "<p>Somebody needs a code.</p>"
        text_body = "Somebody needs a code."
      }

      no_action_email {
        subject   = "Somebody was seen"
        html_body = "<p>Somebody was seen.</p>"
        text_body = "Somebody was seen."
      }
    }
  }

  compromised_credentials_risk_configuration {
    event_filter = ["SIGN_UP", "PASSWORD_CHANGE"]

    actions {
      event_action = "NO_ACTION"
    }
  }

  risk_exception_configuration {
    blocked_ip_range_list = ["203.0.113.0/24"]
    skipped_ip_range_list = ["192.0.2.0/28"]
  }
}

resource "aws_cognito_risk_configuration" "one" {
  user_pool_id = aws_cognito_user_pool.this.id
  client_id    = aws_cognito_user_pool_client.this.id

  account_takeover_risk_configuration {
    actions {
      high_action {
        event_action = "MFA_REQUIRED"
        notify       = false
      }
      medium_action {
        event_action = "MFA_IF_CONFIGURED"
        notify       = true
      }
      low_action {
        event_action = "MFA_IF_CONFIGURED"
        notify       = false
      }
    }

    notify_configuration {
      from       = "security@example.org"
      reply_to   = "help@example.org"
      source_arn = "arn:aws:ses:us-east-1:123456789012:identity/example.org"

      block_email {
        subject   = "Somebody was blocked"
        html_body = "<p>Somebody was blocked.</p>"
        text_body = "Somebody was blocked."
      }

      mfa_email {
        subject   = "Somebody needs a code"
        html_body = "<p>Somebody needs a code.</p>"
        text_body = "Somebody needs a code."
      }

      no_action_email {
        subject   = "Somebody was seen"
        html_body = "<p>Somebody was seen.</p>"
        text_body = "Somebody was seen."
      }
    }
  }

  compromised_credentials_risk_configuration {
    event_filter = ["SIGN_UP", "PASSWORD_CHANGE"]

    actions {
      event_action = "NO_ACTION"
    }
  }

  risk_exception_configuration {
    blocked_ip_range_list = ["203.0.113.0/24"]
    skipped_ip_range_list = ["192.0.2.0/28"]
  }
}

data "aws_cognito_user_pool" "this" {
  user_pool_id = aws_cognito_user_pool_domain.prefix.user_pool_id
}

data "aws_cognito_user_pools" "this" {
  name = aws_cognito_user_pool.this.name
}

data "aws_cognito_user_pool_client" "this" {
  user_pool_id = aws_cognito_user_pool.this.id
  client_id    = aws_cognito_user_pool_client.this.id
}

data "aws_cognito_user_pool_clients" "this" {
  user_pool_id = aws_cognito_user_pool_client.this.user_pool_id
}

data "aws_cognito_user_pool_signing_certificate" "this" {
  user_pool_id = aws_cognito_user_pool.this.id
}

output "data" {
  value = {
    pool        = data.aws_cognito_user_pool.this
    pools       = data.aws_cognito_user_pools.this
    client      = data.aws_cognito_user_pool_client.this.name
    clients     = data.aws_cognito_user_pool_clients.this
    certificate = data.aws_cognito_user_pool_signing_certificate.this.certificate
  }
}
