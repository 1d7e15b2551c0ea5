package userpool

import (
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// Quotas of resources (developer guide, "Quotas in Amazon Cognito"). For adjustable quotas it
// is the default. The other quotas of that page are lengths, which the API model has.
const (
	maxPools             = 1000 // in a region
	maxClients           = 1000
	maxIdentityProviders = 300
	maxResourceServers   = 25
	maxBrandings         = 20
	maxTerms             = 40
	maxCustomAttributes  = 50
	maxCustomDomains     = 4 // in a region
	maxGroups            = 10000
	maxGroupsOfUser      = 100
	maxPasskeys          = 20 // of a user (developer guide, "Authentication flows")
	maxTags              = 50 // of a pool (API_TagResource)
	maxImportJobs        = 1000
)

// quota returns LimitExceededException once the limit is reached. The texts are unspecified.
func quota(have, limit int, who, what string) error {
	if have < limit {
		return nil
	}
	return apierror.LimitExceeded("%s can have at most %d %s.", who, limit, what)
}

// parameterQuota is quota for actions without LimitExceededException in the API model.
func parameterQuota(have, limit int, who, what string) error {
	if err := quota(have, limit, who, what); err != nil {
		return apierror.InvalidParameter("%s can have at most %d %s.", who, limit, what)
	}
	return nil
}

// checkPools limits the pools of a region.
func (s *Store) checkPools(region string) error {
	have := 0
	for _, p := range s.pools.All() {
		if p.Region() == region {
			have++
		}
	}
	return quota(have, maxPools, "A region", "user pools")
}

// checkCustomDomains limits the custom domains in the region of a pool.
func (s *Store) checkCustomDomains(region string) error {
	have := 0
	for _, d := range s.domains.All() {
		if pool := (Pool{ID: d.PoolID}); d.Custom() && pool.Region() == region {
			have++
		}
	}
	return quota(have, maxCustomDomains, "A region", "custom domains")
}

// checkGroupsOf limits the groups of a user.
func (p *poolState) checkGroupsOf(u User, group string) error {
	others := slices.DeleteFunc(p.groupNames(u.Username), func(name string) bool { return name == group })
	return parameterQuota(len(others), maxGroupsOfUser, "A user", "groups")
}

// checkTags limits the tags of a pool.
func (p Pool) checkTags() error {
	if err := parameterQuota(len(p.Tags)-1, maxTags, "A user pool", "tags"); err != nil {
		return err
	}
	for key := range p.Tags {
		if strings.HasPrefix(strings.ToLower(key), "aws:") { // reserved for AWS (Tag Editor, "Tag naming limits")
			return apierror.InvalidParameter("Tag keys cannot start with aws:")
		}
	}
	return nil
}
