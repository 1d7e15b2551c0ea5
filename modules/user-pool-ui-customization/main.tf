resource "aws_cognito_user_pool_ui_customization" "this" {
  user_pool_id = var.user_pool_id
  client_id    = var.client_id
  css          = var.css
  image_file   = var.image_file

  lifecycle {
    # With another pool or client the provider sets the look of the new one
    # and forgets that of the old one, which stays.
    replace_triggered_by = [terraform_data.target]

    precondition {
      condition     = var.css != null || var.image_file != null
      error_message = "Neither css nor image_file is set, and there is no look without. Write at least one of the two."
    }

    # "The CSS class … is not in the list of allowed classes."
    precondition {
      condition     = length(local.foreign_selectors) == 0
      error_message = "css styles \"${join("\", \"", local.foreign_selectors)}\", and Cognito takes its own classes alone. Write for example .banner-customizable, .submitButton-customizable or .submitButton-customizable:hover."
    }
  }
}

resource "terraform_data" "target" {
  input = "${var.user_pool_id} ${var.client_id}"
}

locals {
  # Developer guide, "Customizing hosted UI (classic) branding".
  selectors = [
    ".background-customizable",
    ".banner-customizable",
    ".errorMessage-customizable",
    ".idpButton-customizable",
    ".idpButton-customizable:hover",
    ".idpDescription-customizable",
    ".inputField-customizable",
    ".inputField-customizable:focus",
    ".label-customizable",
    ".legalText-customizable",
    ".logo-customizable",
    ".passwordCheck-notValid-customizable",
    ".passwordCheck-valid-customizable",
    ".redirect-customizable",
    ".socialButton-customizable",
    ".submitButton-customizable",
    ".submitButton-customizable:hover",
    ".textDescription-customizable",
  ]

  css_without_comments = replace(coalesce(var.css, " "), "/(?s)/\\*.*?\\*//", "")

  # What stands before each brace that opens a rule.
  used_selectors    = flatten([for rule in split("}", local.css_without_comments) : split(",", split("{", rule)[0]) if strcontains(rule, "{")])
  foreign_selectors = distinct([for selector in local.used_selectors : trimspace(selector) if !contains(local.selectors, trimspace(selector))])
}
