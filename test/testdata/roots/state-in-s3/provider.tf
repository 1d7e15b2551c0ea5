terraform {
  required_version = ">= 1.2"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.30"
    }
  }
}

provider "aws" {
  region              = var.region
  profile             = "acme-${var.environment}"
  allowed_account_ids = var.account_ids

  assume_role {
    role_arn     = "arn:aws:iam::123456789012:role/terraform"
    session_name = "identity"
  }

  default_tags {
    tags = {
      Environment = var.environment
      Repository  = "acme/identity"
    }
  }
}
