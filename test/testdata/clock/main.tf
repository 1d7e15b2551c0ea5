terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

variable "name" {
  description = "Name of the user pool."
  type        = string
}

variable "region" {
  description = "AWS region."
  type        = string
}

variable "note" {
  description = "Value of a tag, so that there is something to change."
  type        = string
  default     = "first"
}

provider "aws" {
  region = var.region
}

# Of the resource and not of the module: what is judged here is the suite.
resource "aws_cognito_user_pool" "this" {
  name = var.name
  tags = { note = var.note }

  lifecycle {
    precondition {
      condition     = var.note != "forbidden"
      error_message = "The note must not be \"forbidden\": write another."
    }
  }
}

output "environment" {
  description = "Id of the user pool, under the name that the examples give it."
  value       = { user_pool_id = aws_cognito_user_pool.this.id }
}
