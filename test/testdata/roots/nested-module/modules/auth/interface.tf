terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "namespace" {
  type = string
}

variable "stage" {
  type = string
}

variable "web" {
  type = object({
    url           = string
    session_hours = number
    local_ports   = list(number)
  })
}

variable "protect" {
  type    = bool
  default = true
}

output "settings" {
  value = {
    issuer    = "https://${aws_cognito_user_pool.default.endpoint}"
    client_id = aws_cognito_user_pool_client.web.id
    domain    = aws_cognito_user_pool_domain.default.domain
  }
}
