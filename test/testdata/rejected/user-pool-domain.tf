# Rejected: domain_prefix: neither it nor custom_domain is set, so there is no login page. Write for example
# domain_prefix = "orders-login", or a custom_domain.
module "domain_neither_domain" {
  source = "../../../modules/user-pool-domain"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  domain_prefix = null
}

# Rejected: domain_prefix: "orders-login" and custom_domain are both set, and this module creates one. Write one of
# them; for a pool with both, call the module twice.
module "domain_both_domains_at_once" {
  source = "../../../modules/user-pool-domain"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  domain_prefix = "orders-login"
  custom_domain = {
    name            = "login.example.com"
    certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"
  }
}
