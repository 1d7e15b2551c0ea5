# Rejected: account_takeover: neither it nor compromised_credentials nor risk_exception is set, so there is nothing to
# configure. Write at least one of them.
module "risk_nothing" {
  source = "../../../modules/risk-configuration"

  user_pool_id = "eu-west-1_AbCdEfGhI"
}
