output "id" {
  description = "Web ACL and user pool, as Terraform imports the association."
  value       = aws_wafv2_web_acl_association.this.id
}
