# A SaaS product with its own users, and with sign-in through Google, a customer's SAML and a partner's OpenID Connect provider.
# terraform.tfvars does not contain the secrets. Run the root with
#   -var google_client_secret=… -var partner_client_secret=…

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.50"
    }
  }
}

provider "aws" {
  region = "eu-west-2"
}

resource "aws_cognito_user_pool" "saas" {
  name                     = var.name
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]

  schema {
    name                = "employee_number"
    attribute_data_type = "String"
    mutable             = true

    string_attribute_constraints {
      max_length = 20
      min_length = 0
    }
  }
}

resource "aws_cognito_user_pool_domain" "saas" {
  domain       = "${var.name}-login"
  user_pool_id = aws_cognito_user_pool.saas.id
}

resource "aws_cognito_identity_provider" "google" {
  user_pool_id  = aws_cognito_user_pool.saas.id
  provider_name = "Google"
  provider_type = "Google"

  provider_details = {
    client_id        = var.google_client_id
    client_secret    = var.google_client_secret
    authorize_scopes = "openid email profile"
  }

  attribute_mapping = {
    username       = "sub"
    email          = "email"
    email_verified = "email_verified"
  }

  # Cognito adds the URLs of Google.
  lifecycle {
    ignore_changes = [provider_details]
  }
}

resource "aws_cognito_identity_provider" "northwind" {
  user_pool_id    = aws_cognito_user_pool.saas.id
  provider_name   = "Northwind"
  provider_type   = "SAML"
  idp_identifiers = ["northwind.example.com"]

  provider_details = {
    MetadataFile = file("${path.module}/northwind-metadata.xml")
    IDPSignout   = "true"
  }

  attribute_mapping = {
    email                    = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"
    "custom:employee_number" = "employeeNumber"
  }

  lifecycle {
    ignore_changes = [provider_details]
  }
}

resource "aws_cognito_identity_provider" "partner" {
  user_pool_id  = aws_cognito_user_pool.saas.id
  provider_name = "Partner"
  provider_type = "OIDC"

  provider_details = {
    client_id                     = "saas"
    client_secret                 = var.partner_client_secret
    attributes_request_method     = "GET"
    authorize_scopes              = "openid email"
    oidc_issuer                   = "https://id.partner.example.com"
    authorize_url                 = "https://id.partner.example.com/authorize"
    token_url                     = "https://id.partner.example.com/token"
    attributes_url                = "https://id.partner.example.com/userinfo"
    jwks_uri                      = "https://id.partner.example.com/jwks"
    attributes_url_add_attributes = "false"
  }

  attribute_mapping = {
    username = "sub"
    email    = "email"
  }
}

resource "aws_cognito_user_pool_client" "web" {
  name                                 = "web"
  user_pool_id                         = aws_cognito_user_pool.saas.id
  generate_secret                      = true
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = ["openid", "email", "profile"]
  callback_urls                        = ["https://app.example.com/auth/callback"]
  logout_urls                          = ["https://app.example.com/"]
  explicit_auth_flows                  = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
  prevent_user_existence_errors        = "ENABLED"
  refresh_token_validity               = 14

  supported_identity_providers = [
    "COGNITO",
    aws_cognito_identity_provider.google.provider_name,
    aws_cognito_identity_provider.northwind.provider_name,
    aws_cognito_identity_provider.partner.provider_name,
  ]
}

output "redirect_uri_for_providers" {
  value = "https://${aws_cognito_user_pool_domain.saas.domain}.auth.eu-west-2.amazoncognito.com/oauth2/idpresponse"
}
