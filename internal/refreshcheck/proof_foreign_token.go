package refreshcheck

import (
	"context"
	"errors"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var proofForeignToken = Check{
	Name: "foreign-token",
	Doc:  "Another client of the pool rejects the refresh token of this client, and this client still accepts it afterwards.",
	Of:   OfClient,
	Live: true,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		own, err := t.Session.way(ctx)
		if err != nil {
			return nil, err
		}
		other, key, err := t.otherWay(ctx)
		if err != nil {
			return nil, err
		}
		signedIn, err := own.signIn(ctx)
		if err != nil {
			return nil, err
		}
		foreign, err := other.refresh(ctx, signedIn, signedIn.refresh)
		if err != nil {
			return nil, err
		}
		if foreign.fault == "" {
			return one(notCognito, "The refresh token of this client returns tokens at the client %s and must be rejected.", key), nil
		}
		refreshed, err := own.refresh(ctx, signedIn, signedIn.refresh)
		if err == nil && refreshed.fault != "" {
			return one(notCognito, "The service rejects a refresh token at its own client after it rejected the token at the client %s: %s", key, refreshed.fault), nil
		}
		return nil, err
	},
}

// otherWay returns the way of the first other client of the pool that can refresh.
func (t *Target) otherWay(ctx context.Context) (other way, key string, err error) {
	for _, o := range t.others() {
		other, err := o.Session.way(ctx)
		switch {
		case err == nil:
			return other, o.Client.Key, nil
		case !errors.As(err, new(NotApplicable)):
			return nil, "", err
		}
	}
	return nil, "", NotApplicable("no other client of the pool can refresh tokens")
}
