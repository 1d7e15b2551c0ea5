package prove

import (
	"context"
	"net/url"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/live"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// fixPasskeys is the fix of a passkey that does not work.
const fixPasskeys = "Check sign_in.passkey and the domain of the pool, and apply the configuration again."

// PasskeySignIn is the check passkey-sign-in.
var PasskeySignIn = check.Check{
	Name: "passkey-sign-in",
	Doc:  "A user registers a passkey and signs in with it, and a page of another domain cannot use it.",
	Of:   check.OfClient,
	Live: true,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		pool, err := t.Pool(ctx)
		if err != nil {
			return nil, err
		}
		if pool.Policies == nil || pool.Policies.SignInPolicy == nil || !slices.Contains(pool.Policies.SignInPolicy.AllowedFirstAuthFactors, types.AuthFactorTypeWebAuthn) {
			return nil, check.NotApplicable("the pool does not allow passkeys")
		}
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(t.AuthFlows(client), string(types.ExplicitAuthFlowsTypeAllowUserAuth)) {
			return nil, check.NotApplicable("the client does not allow ALLOW_USER_AUTH, which a passkey requires")
		}
		if t.Prove == nil {
			return nil, check.NoProveAPI
		}
		relyingParty, err := relyingPartyOf(ctx, t)
		if err != nil {
			return nil, err
		}
		return passkeyFindings(ctx, t, pool, client, relyingParty)
	},
}

// relyingPartyOf returns the relying party of a pool: the configured one, or the host of the login
// pages (developer guide, "Authentication flows", passkey sign-in).
func relyingPartyOf(ctx context.Context, t *check.Target) (string, error) {
	mfa, err := t.MFA(ctx)
	if err != nil {
		return "", err
	}
	if mfa.WebAuthnConfiguration != nil && aws.ToString(mfa.WebAuthnConfiguration.RelyingPartyId) != "" {
		return *mfa.WebAuthnConfiguration.RelyingPartyId, nil
	}
	endpoints, err := t.Endpoints(ctx)
	if err != nil {
		return "", err
	}
	pages, err := url.Parse(endpoints.LoginBaseURL)
	if err != nil {
		return "", err
	}
	if pages.Host == "" {
		return "", check.NotApplicable("the pool has neither a relying party nor a domain: see passkey-relying-party")
	}
	return pages.Hostname(), nil
}

func passkeyFindings(ctx context.Context, t *check.Target, pool *types.UserPoolType, client *types.UserPoolClientType, relyingParty string) ([]report.Finding, error) {
	user, err := session.Of(t).User.Credentials(ctx)
	if err != nil {
		return nil, err
	}
	passkey, err := session.NewPasskey(relyingParty)
	if err != nil {
		return nil, err
	}
	app := session.Of(t).NewAPIClient(client)
	withPassword, err := app.SignIn(ctx, types.AuthFlowTypeUserAuth, user)
	if err == nil {
		err = app.RegisterPasskey(ctx, aws.ToString(withPassword.AccessToken), passkey)
	}
	if rejection, _ := session.RejectionOf(err); rejection != "" {
		return check.Finding(fixPasskeys, "A user cannot register a passkey for %s: %s.", relyingParty, rejection), nil
	} else if err != nil {
		return nil, err
	}
	signedIn, err := app.SignInWithPasskey(ctx, user, passkey)
	if rejection, _ := session.RejectionOf(err); rejection != "" {
		return check.Finding(fixPasskeys, "A registered passkey for %s does not sign in: %s.", relyingParty, rejection), nil
	} else if err != nil {
		return nil, err
	}
	findings := live.ClaimFindings(t, pool, session.TokensOf(signedIn), client, []string{session.UserScope}, "response to a passkey")
	_, err = app.SignInWithPasskey(ctx, user, passkey.OnPage("https://"+relyingParty+".example.org"))
	switch rejection, _ := session.RejectionOf(err); {
	case err == nil:
		return append(findings, check.Finding(fixPasskeys, "A passkey signs in on a page of another domain than %s and must be rejected there.", relyingParty)...), nil
	case rejection == "":
		return nil, err
	}
	return findings, nil
}
