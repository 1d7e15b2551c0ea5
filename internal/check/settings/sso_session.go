package settings

import (
	"context"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// SSOSession is the check sso-session.
var SSOSession = check.Check{
	Name: "sso-session",
	Doc:  "The login pages reuse the session of the browser for as long as declared, and in production not longer than a refresh token is valid.",
	Of:   check.OfClient,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		if !usesLoginPages(client) {
			return nil, check.NotApplicable("the client does not use the login pages")
		}
		tracking, err := t.Tracking(ctx)
		if err != nil {
			return nil, err
		}
		if tracking.UserSessionTracking != trackingEnabled {
			return nil, check.NotApplicable("session tracking is off, so the setting has no effect")
		}
		sessions, err := t.Sessions(ctx)
		if err != nil {
			return nil, err
		}
		deployed := sessions.SSOSession.MaxValidityMinutes
		const command = "aws cognito-idp set-user-pool-client-session-configuration"
		if declared := t.Client.Declared.SSOSessionMinutes; declared != nil && *declared != deployed {
			return check.Finding("Set it with "+command+", or declare the deployed value.",
				"The session of the browser is reused for %d minutes and is declared to be reused for %d minutes.", deployed, *declared), nil
		}
		_, _, refresh := t.Lifetimes(client)
		switch {
		case t.Environment.Production && time.Duration(deployed)*time.Minute > refresh:
			return check.Finding("Lower MaxValidityMinutes with "+command+", or lengthen the refresh token.",
				"The session of the browser is reused for %d minutes, longer than the refresh token is valid (%s): an expired app signs in again without a password.",
				deployed, check.InWords(refresh)), nil
		case deployed == 0 && slices.Contains(client.AllowedOAuthFlows, types.OAuthFlowTypeImplicit):
			return check.Finding("Raise MaxValidityMinutes with "+command+", or use the authorization code grant with refresh tokens.",
				"The session of the browser is never reused, and the client renews implicit tokens only with it."), nil
		}
		return nil, nil
	},
}
