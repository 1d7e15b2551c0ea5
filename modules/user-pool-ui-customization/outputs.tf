output "image_url" {
  description = "Where the pages load the logo from; empty without one."
  value       = aws_cognito_user_pool_ui_customization.this.image_url
}

output "css_version" {
  description = "Version that Cognito gave the style sheet."
  value       = aws_cognito_user_pool_ui_customization.this.css_version
}
