package prove

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// highestLevel is the default name of the level of a password and an authenticator app (developer
// guide, "Authentication levels with ACR and AMR claims").
const highestLevel = "urn:cognito:loa:4"

// StepUp is the check step-up.
var StepUp = check.Check{
	Name:  "step-up",
	Doc:   "A user who signed in with a password reaches the highest level of authentication with a code alone, and a refresh keeps the level.",
	Of:    check.OfClient,
	Live:  true,
	Clock: true,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		pool, err := t.Pool(ctx)
		if err != nil {
			return nil, err
		}
		mfa, err := t.MFA(ctx)
		if err != nil {
			return nil, err
		}
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		switch {
		case pool.UserPoolTier == types.UserPoolTierTypeLite:
			return nil, check.NotApplicable("the feature plan is LITE, without step-up authentication")
		case mfa.MfaConfiguration != types.UserPoolMfaTypeOptional || mfa.SoftwareTokenMfaConfiguration == nil || !mfa.SoftwareTokenMfaConfiguration.Enabled:
			return nil, check.NotApplicable("a second factor is not optional, or the pool has no authenticator apps")
		case !slices.Contains(t.AuthFlows(client), string(types.ExplicitAuthFlowsTypeAllowUserAuth)):
			return nil, check.NotApplicable("the client does not allow ALLOW_USER_AUTH, which a step-up requires")
		case t.Prove == nil:
			return nil, check.NoProveAPI
		}
		return stepUpFindings(ctx, t, client)
	},
}

func stepUpFindings(ctx context.Context, t *check.Target, client *types.UserPoolClientType) ([]report.Finding, error) {
	user, err := session.Of(t).User.Credentials(ctx)
	if err != nil {
		return nil, err
	}
	app := session.Of(t).NewAPIClient(client)
	before, err := app.SignIn(ctx, types.AuthFlowTypeUserAuth, user)
	if err != nil {
		return nil, err
	}
	claims, err := session.ReadClaims(aws.ToString(before.AccessToken))
	if err != nil {
		return nil, err
	}
	if claims.AuthenticationLevel == "" {
		return nil, check.NotApplicable("tokens have no acr: the service has no levels of authentication yet. Add --authentication-levels")
	}
	const fix = `Write mfa = { configuration = "OPTIONAL" } and user_pool_tier = "ESSENTIALS", and apply.`
	if err := app.VerifySoftwareToken(ctx, aws.ToString(before.AccessToken), &user); err != nil {
		return nil, err
	}
	after, err := app.StepUp(ctx, aws.ToString(before.AccessToken), highestLevel, user)
	if rejection, _ := session.RejectionOf(err); rejection != "" {
		return check.Finding(fix, "A user with an authenticator app cannot step up to %s: %s.", highestLevel, rejection), nil
	} else if err != nil {
		return nil, err
	}
	findings, err := levelFindings(fix, "a step-up", after)
	if err != nil || aws.ToString(after.RefreshToken) == "" {
		return findings, err
	}
	refresh := app.RefreshWithGetTokens
	if slices.Contains(t.AuthFlows(client), check.AllowRefresh) {
		refresh = func(ctx context.Context, token string) (*types.AuthenticationResultType, error) {
			return app.RefreshWithInitiateAuth(ctx, token, aws.ToString(after.AccessToken))
		}
	}
	refreshed, err := refresh(ctx, *after.RefreshToken)
	if err != nil {
		return nil, err
	}
	more, err := levelFindings(fix, "a refresh", refreshed)
	return append(findings, more...), err
}

// levelFindings compares acr and amr of both tokens with a password and an authenticator app.
func levelFindings(fix, answer string, r *types.AuthenticationResultType) (findings []report.Finding, err error) {
	for _, token := range []struct{ name, text string }{{"access", aws.ToString(r.AccessToken)}, {"ID", aws.ToString(r.IdToken)}} {
		claims, err := session.ReadClaims(token.text)
		if err != nil {
			return nil, err
		}
		if claims.AuthenticationLevel != highestLevel {
			findings = append(findings, check.Finding(fix, "The acr of the %s token of %s is %q and must be %q.", token.name, answer, claims.AuthenticationLevel, highestLevel)...)
		}
		for _, method := range []string{"pwd", "otp", "mfa"} {
			if !slices.Contains(claims.AuthenticationMethods, method) {
				findings = append(findings, check.Finding(fix, "The amr of the %s token of %s is %s and must have %s.", token.name, answer, check.Enumerate(claims.AuthenticationMethods), method)...)
			}
		}
	}
	return findings, nil
}
