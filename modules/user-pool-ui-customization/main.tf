resource "aws_cognito_user_pool_ui_customization" "this" {
  user_pool_id = var.user_pool_id
  client_id    = var.client_id
  css          = var.css
  image_file   = var.image_file

  lifecycle {
    # When the pool or client changes, the provider customizes the new one, and
    # forgets the old customization, which remains.
    replace_triggered_by = [terraform_data.target]

    precondition {
      condition     = var.css != null || var.image_file != null
      error_message = "css: neither css nor image_file is set, so there is nothing to customize. Write at least one of them."
    }

    # "The CSS class … is not in the list of allowed classes."
    precondition {
      condition = length(local.foreign_selectors) == 0
      error_message = join(" ", [
        "css: \"${join("\", \"", local.foreign_selectors)}\" is not a class that Cognito accepts.",
        "Use for example .banner-customizable, .submitButton-customizable or .submitButton-customizable:hover.",
      ])
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

  # The text before each brace that opens a rule.
  used_selectors = flatten([
    for rule in split("}", local.css_without_comments) : split(",", split("{", rule)[0]) if strcontains(rule, "{")
  ])
  foreign_selectors = distinct([
    for selector in local.used_selectors : trimspace(selector) if !contains(local.selectors, trimspace(selector))
  ])
}
