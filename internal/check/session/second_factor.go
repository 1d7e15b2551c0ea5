package session

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// secondFactor is the second factor of a temporary user in a pool that requires one. The user has
// no second factor if the clock cannot be moved: the service accepts each code of an authenticator
// app once, so each sign-in would wait for the next code.
type secondFactor struct {
	options *Options
	target  *check.Target // the pool

	app   bool // an authenticator app
	sms   bool
	email bool
}

// choose selects a factor that the pool accepts, preferably an authenticator app.
func (f *secondFactor) choose(ctx context.Context) error {
	if f.options.Advance == nil {
		return nil
	}
	mfa, err := f.target.MFA(ctx)
	if err != nil || mfa.MfaConfiguration != types.UserPoolMfaTypeOn {
		return err
	}
	switch {
	case mfa.SoftwareTokenMfaConfiguration != nil && mfa.SoftwareTokenMfaConfiguration.Enabled:
		f.app = true
	case mfa.SmsMfaConfiguration != nil && mfa.SmsMfaConfiguration.SmsConfiguration != nil:
		f.sms = true
	default:
		f.email = mfa.EmailMfaConfiguration != nil
	}
	return nil
}

// attributes returns the attributes that the factor requires.
func (f *secondFactor) attributes() []string {
	if f.sms {
		return []string{"phone_number"}
	}
	return nil
}

// assign assigns the factor to a user and returns the source of its codes, or nil without a
// factor.
func (f *secondFactor) assign(ctx context.Context, user login.Credentials) (func(context.Context, string) (string, error), error) {
	switch {
	case f.app:
		a, err := f.setUp(ctx, user)
		if err != nil {
			return nil, err
		}
		return func(ctx context.Context, _ string) (string, error) { return a.code(ctx) }, nil
	case f.sms || f.email:
		return f.options.Codes, nil
	}
	return nil, nil
}

// errNoEnrolment means that no client can set up an authenticator app for the user.
var errNoEnrolment = errors.New("the pool requires an authenticator app, which only an API flow can set up, and no client allows one: add ALLOW_USER_SRP_AUTH to explicit_auth_flows of a client")

// setUp sets up an authenticator app in the first sign-in of a user, at the first client
// that allows an API flow (developer guide, "TOTP software token MFA").
func (f *secondFactor) setUp(ctx context.Context, user login.Credentials) (*authenticator, error) {
	for _, t := range f.target.Clients {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		flows := PasswordFlowsOf(check.DeployedAuthFlows(client))
		if !check.SignsInUsers(client) || len(flows) == 0 || Of(t).API == nil {
			continue
		}
		a := &authenticator{options: f.options}
		app := Of(t).NewAPIClient(client)
		app.enroll = func(secret string) *authenticator {
			a.secret = secret
			return a
		}
		result, err := app.SignIn(ctx, flows[0].Name, user)
		if err != nil {
			return nil, err
		}
		if result.RefreshToken != nil { // no check uses it; if it cannot be revoked, it expires
			_, _ = app.api.AdminUserGlobalSignOut(ctx, &cognitoidentityprovider.AdminUserGlobalSignOutInput{UserPoolId: &app.pool, Username: &user.Username})
		}
		return a, f.options.Advance(ctx, totpPeriod) // the service accepts each code once
	}
	return nil, errNoEnrolment
}
