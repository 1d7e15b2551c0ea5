output "domain" {
  description = "The domain: the prefix of Cognito's own, or the whole name of a custom one."
  value       = aws_cognito_user_pool_domain.this.domain
}

output "login_base_url" {
  description = "Scheme and host of the login pages and of the OAuth endpoints."
  value       = local.login_base_url
}

output "cloudfront_distribution" {
  description = "Host name of the CloudFront distribution in front of the pages, which the DNS record of a custom domain points to."
  value       = aws_cognito_user_pool_domain.this.cloudfront_distribution
}

output "cloudfront_distribution_zone_id" {
  description = "Hosted zone of CloudFront, for an alias record of Route 53."
  value       = aws_cognito_user_pool_domain.this.cloudfront_distribution_zone_id
}

output "authorization_endpoint" {
  description = "Where an app sends the browser to sign in."
  value       = "${local.login_base_url}/oauth2/authorize"
}

output "token_endpoint" {
  description = "Where an app exchanges a code or a refresh token for tokens."
  value       = "${local.login_base_url}/oauth2/token"
}

output "revocation_endpoint" {
  description = "Where an app revokes a refresh token."
  value       = "${local.login_base_url}/oauth2/revoke"
}

output "userinfo_endpoint" {
  description = "Where an app reads the attributes of the user who signed in."
  value       = "${local.login_base_url}/oauth2/userInfo"
}

output "end_session_endpoint" {
  description = "Where an app sends the browser to end the session of the login pages."
  value       = "${local.login_base_url}/logout"
}
