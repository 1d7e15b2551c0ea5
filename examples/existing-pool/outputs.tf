output "environment" {
  description = "Pool, endpoints, client id, and the refresh contract of the client."
  value = {
    user_pool_id             = var.user_pool_id
    user_pool_arn            = data.aws_cognito_user_pool.this.arn
    region                   = var.region
    issuer                   = local.issuer
    jwks_uri                 = "${local.issuer}/.well-known/jwks.json"
    openid_configuration_uri = "${local.issuer}/.well-known/openid-configuration"
    login_base_url           = local.login_base_url
    authorization_endpoint   = "${local.login_base_url}/oauth2/authorize"
    token_endpoint           = "${local.login_base_url}/oauth2/token"
    revocation_endpoint      = "${local.login_base_url}/oauth2/revoke"
    userinfo_endpoint        = "${local.login_base_url}/oauth2/userInfo"
    end_session_endpoint     = "${local.login_base_url}/logout"
    client_ids               = { spa = module.client.client_id }
    refresh_contract         = { spa = module.client.refresh_contract }
    client_settings          = { spa = module.client.settings }
  }
}
