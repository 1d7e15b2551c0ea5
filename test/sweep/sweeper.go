package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// testPool matches the names of pools of the acceptance tests (deploy.Deployment.Name, fidelity.Service). The ten
// digits are of target.UniqueName. A pool of a user, such as cognitokit-production, does not match.
var testPool = regexp.MustCompile(`^cognitokit-(fidelity-[a-z]+-)?[0-9a-f]{10}(-(dev|staging|prod))?$`)

// sweeper finds and deletes the pools of interrupted tests in one region.
type sweeper struct {
	api    *cognitoidentityprovider.Client
	before time.Time // pools that were created later stay
	remove bool
	out    io.Writer
}

// run goes on after an error, and returns all errors.
func (s *sweeper) run(ctx context.Context) error {
	// The complete list comes first: a deleted pool could change the pages.
	var found []types.UserPoolDescriptionType
	pages := cognitoidentityprovider.NewListUserPoolsPaginator(s.api, &cognitoidentityprovider.ListUserPoolsInput{MaxResults: aws.Int32(60)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return fmt.Errorf("list user pools: %w", err)
		}
		for _, pool := range page.UserPools {
			if testPool.MatchString(aws.ToString(pool.Name)) && pool.CreationDate != nil && pool.CreationDate.Before(s.before) {
				found = append(found, pool)
			}
		}
	}
	var failed []error
	for _, pool := range found {
		action := "would delete"
		if s.remove {
			action = "deleted"
			if err := s.delete(ctx, aws.ToString(pool.Id)); err != nil {
				failed = append(failed, fmt.Errorf("%s (%s): %w", aws.ToString(pool.Name), aws.ToString(pool.Id), err))
				continue
			}
		}
		if _, err := fmt.Fprintf(s.out, "%s %s %s, created %s\n", action, aws.ToString(pool.Id), aws.ToString(pool.Name), pool.CreationDate.UTC().Format(time.RFC3339)); err != nil {
			return err
		}
	}
	if len(found) == 0 {
		_, err := fmt.Fprintln(s.out, "no pool of an interrupted test")
		return err
	}
	return errors.Join(failed...)
}

// delete deletes a pool. Cognito rejects the deletion of a pool with a domain or with deletion protection
// (API_DeleteUserPool).
func (s *sweeper) delete(ctx context.Context, id string) error {
	described, err := s.api.DescribeUserPool(ctx, &cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: &id})
	if err != nil {
		return err
	}
	pool := described.UserPool
	// The name and the date again, because the caller read them from a list.
	if !testPool.MatchString(aws.ToString(pool.Name)) || !pool.CreationDate.Before(s.before) {
		return errors.New("the pool is not of an interrupted test")
	}
	for _, domain := range []*string{pool.Domain, pool.CustomDomain} {
		if aws.ToString(domain) == "" {
			continue
		}
		if _, err := s.api.DeleteUserPoolDomain(ctx, &cognitoidentityprovider.DeleteUserPoolDomainInput{UserPoolId: &id, Domain: domain}); err != nil {
			return err
		}
	}
	if pool.DeletionProtection == types.DeletionProtectionTypeActive {
		// UpdateUserPool resets all other settings, which are deleted anyway.
		update := &cognitoidentityprovider.UpdateUserPoolInput{UserPoolId: &id, DeletionProtection: types.DeletionProtectionTypeInactive}
		if _, err := s.api.UpdateUserPool(ctx, update); err != nil {
			return err
		}
	}
	_, err = s.api.DeleteUserPool(ctx, &cognitoidentityprovider.DeleteUserPoolInput{UserPoolId: &id})
	return err
}
