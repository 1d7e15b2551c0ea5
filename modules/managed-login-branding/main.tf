resource "aws_cognito_managed_login_branding" "this" {
  user_pool_id = var.user_pool_id
  client_id    = var.client_id

  # Encoded again, because the provider reads 4.0 back as 4 and would show a
  # difference in every plan.
  settings = var.settings == null ? null : jsonencode(jsondecode(var.settings))

  # "useCognitoProvidedValues or settings should be specified (but not both)"
  use_cognito_provided_values = var.settings == null ? true : null

  dynamic "asset" {
    for_each = var.assets

    content {
      category    = asset.value.category
      color_mode  = asset.value.color_mode
      extension   = asset.value.extension
      bytes       = asset.value.bytes
      resource_id = asset.value.resource_id
    }
  }

  lifecycle {
    # CreateManagedLoginBranding, UseCognitoProvidedValues: "you must also omit
    # values for Settings and Assets".
    precondition {
      condition = var.settings != null || length(var.assets) == 0
      error_message = join(" ", [
        "assets: Cognito accepts images only together with settings.",
        "Write settings = jsonencode({}) or more, or remove the assets.",
      ])
    }
  }
}
