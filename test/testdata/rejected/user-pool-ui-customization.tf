# Rejected: css: neither css nor image_file is set, so there is nothing to customize. Write at least one of them.
module "ui_no_look" {
  source = "../../../modules/user-pool-ui-customization"

  user_pool_id = "eu-west-1_AbCdEfGhI"
  css          = null
}

# Rejected: css: ".header" is not a class that Cognito accepts. Use for example .banner-customizable,
# .submitButton-customizable or .submitButton-customizable:hover.
module "ui_an_unknown_class" {
  source = "../../../modules/user-pool-ui-customization"

  user_pool_id = "eu-west-1_AbCdEfGhI"
  css          = ".banner-customizable { color: white; } .header { color: white; }"
}

# Rejected: css: "body" is not a class that Cognito accepts. Use for example .banner-customizable,
# .submitButton-customizable or .submitButton-customizable:hover.
module "ui_an_element" {
  source = "../../../modules/user-pool-ui-customization"

  user_pool_id = "eu-west-1_AbCdEfGhI"
  css          = ".banner-customizable, body { color: white; }"
}
