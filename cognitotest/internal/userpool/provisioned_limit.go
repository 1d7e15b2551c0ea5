package userpool

import (
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// managedLoginCategories are the categories of requests whose rate an account with managed login
// cannot provision (API_UpdateProvisionedLimit).
var managedLoginCategories = []string{"UserAuthentication", "UserFederation"}

func limitKey(region, category string) string { return region + " " + category }

// ProvisionedLimit returns the request rate that the account provisions for a category in a
// region, or 0 if it never provisioned one.
func (s *Store) ProvisionedLimit(region, category string) (perSecond int) {
	s.db.Do(func() { perSecond = s.provisionedLimits.At(limitKey(region, category)) })
	return perSecond
}

// ProvisionLimit sets the request rate of a category in a region. Managed login of any pool in
// the region fixes the rates of sign-ins and of federation. The text is unspecified.
func (s *Store) ProvisionLimit(region, category string, perSecond int) error {
	_, err := transaction.Run(s.db, func() (struct{}, error) {
		if slices.Contains(managedLoginCategories, category) && s.hasManagedLogin(region) {
			return struct{}{}, apierror.InvalidParameter("A user pool in %s uses managed login. Request a quota increase for %s in Service Quotas instead.", region, category)
		}
		s.provisionedLimits.Put(limitKey(region, category), perSecond)
		return struct{}{}, nil
	})
	return err
}

// hasManagedLogin reports whether a pool in a region has a domain with managed login. Classic
// pages do not count (unspecified).
func (s *Store) hasManagedLogin(region string) bool {
	for _, d := range s.domains.All() {
		if pool := (Pool{ID: d.PoolID}); d.ManagedLogin() && pool.Region() == region {
			return true
		}
	}
	return false
}
