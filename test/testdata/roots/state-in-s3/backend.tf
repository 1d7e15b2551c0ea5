terraform {
  backend "s3" {
    bucket         = "acme-terraform-state"
    key            = "identity/terraform.tfstate"
    region         = "eu-central-1"
    dynamodb_table = "acme-terraform-locks"
    encrypt        = true
    profile        = "acme-tooling"
  }
}
