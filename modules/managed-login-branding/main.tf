resource "aws_cognito_managed_login_branding" "this" {
  user_pool_id = var.user_pool_id
  client_id    = var.client_id
  settings     = var.settings

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
}
