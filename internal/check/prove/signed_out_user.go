package prove

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// SignedOutUser is the check signed-out-user.
var SignedOutUser = check.Check{
	Name:  "signed-out-user",
	Doc:   "After a global sign-out, a user can no longer refresh, the service rejects the access token, and a new sign-in works.",
	Of:    check.OfClient,
	Live:  true,
	Clock: true,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		flow, err := flowOfTemporaryUser(ctx, session.Of(t))
		if err != nil {
			return nil, err
		}
		signedIn, err := flow.SignIn(ctx)
		if err != nil {
			return nil, err
		}
		user, err := session.Of(t).User.Credentials(ctx)
		if err != nil {
			return nil, err
		}
		_, err = t.Prove.AdminUserGlobalSignOut(ctx, &cognitoidentityprovider.AdminUserGlobalSignOutInput{
			UserPoolId: &t.Environment.UserPoolID, Username: &user.Username,
		})
		if err != nil {
			return nil, err
		}
		var findings []report.Finding
		out, err := flow.Refresh(ctx, signedIn, signedIn.Refresh)
		switch {
		case err != nil:
			return nil, err
		case out.Fault == "":
			findings = check.Finding(check.FixNotCognito, "The refresh token of a user who was signed out everywhere returns tokens and must be rejected.")
		}
		rejection, err := flow.TryAccessToken(ctx, signedIn.Access)
		switch {
		case errors.As(err, new(check.NotApplicable)): // no endpoint accepts the access tokens of this client
		case err != nil:
			return nil, err
		case rejection == "":
			findings = append(findings, check.Finding(check.FixNotCognito, "The service accepts the access token of a user who was signed out everywhere and must reject it.")...)
		}
		more, err := newSignInFindings(ctx, session.Of(t), flow, signedIn, "signed out everywhere")
		return append(findings, more...), err
	},
}
