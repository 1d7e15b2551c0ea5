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
  managed_login_version = 2
}

resource "aws_cognito_user_pool_domain" "custom" {
  user_pool_id          = aws_cognito_user_pool.this.id
  domain                = "login.${var.domain_prefix}.example.com"
  certificate_arn       = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-1111-1111-1111-111111111111"
  managed_login_version = 2
}

resource "aws_cognito_user_pool_ui_customization" "all" {
  user_pool_id = aws_cognito_user_pool_domain.prefix.user_pool_id
  css          = ".label-customizable { font-weight: 500; }"
  image_file   = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
}

resource "aws_cognito_user_pool_ui_customization" "one" {
  user_pool_id = aws_cognito_user_pool_domain.prefix.user_pool_id
  client_id    = aws_cognito_user_pool_client.this.id
  css          = ".label-customizable { font-weight: 700; }"
}

resource "aws_cognito_risk_configuration" "all" {
  user_pool_id = aws_cognito_user_pool.this.id

  account_takeover_risk_configuration {
    actions {
      high_action {
        event_action = "BLOCK"
        notify       = true
      }
      medium_action {
        event_action = "MFA_REQUIRED"
        notify       = false
      }
      low_action {
        event_action = "NO_ACTION"
        notify       = true
      }
    }

    notify_configuration {
      from       = "security@example.com"
      reply_to   = "help@example.com"
      source_arn = "arn:aws:ses:us-east-1:123456789012:identity/example.com"

      block_email {
        subject   = "A sign-in was blocked"
        html_body = "<p>A sign-in was blocked.</p>"
        text_body = "A sign-in was blocked."
      }

      mfa_email {
        subject   = "A sign-in needs a code"
        html_body = "<p>A sign-in needs a code.</p>"
        text_body = "A sign-in needs a code."
      }

      no_action_email {
        subject   = "A sign-in was seen"
        html_body = "<p>A sign-in was seen.</p>"
        text_body = "A sign-in was seen."
      }
    }
  }

  compromised_credentials_risk_configuration {
    event_filter = ["SIGN_IN"]

    actions {
      event_action = "BLOCK"
    }
  }

  risk_exception_configuration {
    blocked_ip_range_list = ["198.51.100.0/24"]
    skipped_ip_range_list = ["192.0.2.0/24"]
  }
}

resource "aws_cognito_risk_configuration" "one" {
  user_pool_id = aws_cognito_user_pool.this.id
  client_id    = aws_cognito_user_pool_client.this.id

  account_takeover_risk_configuration {
    actions {
      high_action {
        event_action = "BLOCK"
        notify       = true
      }
      medium_action {
        event_action = "MFA_REQUIRED"
        notify       = false
      }
      low_action {
        event_action = "NO_ACTION"
        notify       = true
      }
    }

    notify_configuration {
      from       = "security@example.com"
      reply_to   = "help@example.com"
      source_arn = "arn:aws:ses:us-east-1:123456789012:identity/example.com"

      block_email {
        subject   = "A sign-in was blocked"
        html_body = "<p>A sign-in was blocked.</p>"
        text_body = "A sign-in was blocked."
      }

      mfa_email {
        subject   = "A sign-in needs a code"
        html_body = "<p>A sign-in needs a code.</p>"
        text_body = "A sign-in needs a code."
      }

      no_action_email {
        subject   = "A sign-in was seen"
        html_body = "<p>A sign-in was seen.</p>"
        text_body = "A sign-in was seen."
      }
    }
  }

  compromised_credentials_risk_configuration {
    event_filter = ["SIGN_IN"]

    actions {
      event_action = "BLOCK"
    }
  }

  risk_exception_configuration {
    blocked_ip_range_list = ["198.51.100.0/24"]
    skipped_ip_range_list = ["192.0.2.0/24"]
  }
}
