package prove

import (
	"context"
	"errors"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// ForeignToken is the check foreign-token.
var ForeignToken = check.Check{
	Name: "foreign-token",
	Doc:  "Another client of the pool rejects the refresh token of this client, and this client still accepts it afterwards.",
	Of:   check.OfClient,
	Live: true,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		own, err := session.Of(t).Flow(ctx)
		if err != nil {
			return nil, err
		}
		other, key, err := flowOfOtherClient(ctx, t)
		if err != nil {
			return nil, err
		}
		signedIn, err := own.SignIn(ctx)
		if err != nil {
			return nil, err
		}
		foreign, err := other.Refresh(ctx, signedIn, signedIn.Refresh)
		if err != nil {
			return nil, err
		}
		if foreign.Fault == "" {
			return check.Finding(check.FixNotCognito, "The refresh token of this client returns tokens at the client %s and must be rejected.", key), nil
		}
		refreshed, err := own.Refresh(ctx, signedIn, signedIn.Refresh)
		if err == nil && refreshed.Fault != "" {
			return check.Finding(check.FixNotCognito, "The service rejects a refresh token at its own client after it rejected the token at the client %s: %s", key, refreshed.Fault), nil
		}
		return nil, err
	},
}

// flowOfOtherClient returns the flow of the first other client of the pool that can refresh,
// and its key.
func flowOfOtherClient(ctx context.Context, t *check.Target) (other session.Flow, key string, err error) {
	for _, o := range t.Others() {
		other, err := session.Of(o).Flow(ctx)
		switch {
		case err == nil:
			return other, o.Client.Key, nil
		case !errors.As(err, new(check.NotApplicable)):
			return nil, "", err
		}
	}
	return nil, "", check.NotApplicable("no other client of the pool can refresh tokens")
}
