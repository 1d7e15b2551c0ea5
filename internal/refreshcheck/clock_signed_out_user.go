package refreshcheck

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var clockSignedOutUser = Check{
	Name:  "signed-out-user",
	Doc:   "After a global sign-out, a user can no longer refresh, the service rejects the access token, and a new sign-in works.",
	Of:    OfClient,
	Live:  true,
	Clock: true,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		way, err := t.Session.endsUsers(ctx)
		if err != nil {
			return nil, err
		}
		signedIn, err := way.signIn(ctx)
		if err != nil {
			return nil, err
		}
		person, err := t.Session.person.identify(ctx)
		if err != nil {
			return nil, err
		}
		_, err = t.prove.AdminUserGlobalSignOut(ctx, &cognitoidentityprovider.AdminUserGlobalSignOutInput{
			UserPoolId: &t.Environment.UserPoolID, Username: &person.Username,
		})
		if err != nil {
			return nil, err
		}
		var findings []report.Finding
		out, err := way.refresh(ctx, signedIn, signedIn.refresh)
		switch {
		case err != nil:
			return nil, err
		case out.fault == "":
			findings = one(notCognito, "The refresh token of a user who was signed out everywhere returns tokens and must be rejected.")
		}
		refusal, err := way.takes(ctx, signedIn.access)
		switch {
		case errors.As(err, new(NotApplicable)): // the service accepts no access token of this client
		case err != nil:
			return nil, err
		case refusal == "":
			findings = append(findings, one(notCognito, "The service accepts the access token of a user who was signed out everywhere and must reject it.")...)
		}
		more, err := t.Session.signsInAgain(ctx, way, signedIn, "signed out everywhere")
		return append(findings, more...), err
	},
}
