# Rejected: custom_domain.certificate_arn:
# "arn:aws:acm:eu-west-1:111122223333:certificate/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111" is not a certificate of ACM in
# us-east-1, which a custom domain requires in every region. Write an ARN that begins with "arn:aws:acm:us-east-1:".

module "certificate_in_region_of_pool" {
  source = "../../.."

  name    = "orders"
  clients = { web = { callback_urls = ["https://app.example.com/callback"] } }

  domain_prefix = null
  custom_domain = {
    name            = "login.example.com"
    certificate_arn = "arn:aws:acm:eu-west-1:111122223333:certificate/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"
  }
}
