region = "us-east-2"
prefix = "corp-gateway"
