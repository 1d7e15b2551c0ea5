resource "aws_cognito_user_pool_client" "client" {
  count        = length(local.clients)
  user_pool_id = aws_cognito_user_pool.pool.id

  name                                 = local.clients[count.index].name
  generate_secret                      = local.clients[count.index].generate_secret
  callback_urls                        = local.clients[count.index].callback_urls
  logout_urls                          = local.clients[count.index].logout_urls
  explicit_auth_flows                  = local.clients[count.index].explicit_auth_flows
  allowed_oauth_flows                  = local.clients[count.index].allowed_oauth_flows
  allowed_oauth_scopes                 = local.clients[count.index].allowed_oauth_scopes
  allowed_oauth_flows_user_pool_client = length(local.clients[count.index].allowed_oauth_flows) > 0
  supported_identity_providers         = local.clients[count.index].supported_identity_providers
  access_token_validity                = local.clients[count.index].access_token_validity
  id_token_validity                    = local.clients[count.index].id_token_validity
  refresh_token_validity               = local.clients[count.index].refresh_token_validity
  prevent_user_existence_errors        = "ENABLED"

  dynamic "token_validity_units" {
    for_each = length(local.clients[count.index].token_validity_units) == 0 ? [] : [local.clients[count.index].token_validity_units]

    content {
      access_token  = lookup(token_validity_units.value, "access_token", null)
      id_token      = lookup(token_validity_units.value, "id_token", null)
      refresh_token = lookup(token_validity_units.value, "refresh_token", null)
    }
  }

  depends_on = [aws_cognito_resource_server.resource]
}

locals {
  clients = [
    for client in var.clients : {
      name                         = client.name
      generate_secret              = lookup(client, "generate_secret", var.client_generate_secret)
      callback_urls                = lookup(client, "callback_urls", [])
      logout_urls                  = lookup(client, "logout_urls", [])
      explicit_auth_flows          = lookup(client, "explicit_auth_flows", var.client_explicit_auth_flows)
      allowed_oauth_flows          = lookup(client, "allowed_oauth_flows", var.client_allowed_oauth_flows)
      allowed_oauth_scopes         = lookup(client, "allowed_oauth_scopes", var.client_allowed_oauth_scopes)
      supported_identity_providers = lookup(client, "supported_identity_providers", ["COGNITO"])
      access_token_validity        = lookup(client, "access_token_validity", null)
      id_token_validity            = lookup(client, "id_token_validity", null)
      refresh_token_validity       = lookup(client, "refresh_token_validity", var.client_refresh_token_validity)
      token_validity_units         = lookup(client, "token_validity_units", {})
    }
  ]
}
