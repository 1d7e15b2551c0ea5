package refreshcheck

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var clockSignedOutUser = Check{
	Name:  "signed-out-user",
	Doc:   "A user who is signed out everywhere can refresh no more, and the service takes the access token no more; a new sign-in works.",
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
			findings = one(notCognito, "The refresh token of a user who was signed out everywhere gives tokens and must be refused.")
		}
		refusal, err := way.takes(ctx, signedIn.access)
		switch {
		case errors.As(err, new(NotApplicable)): // nothing takes it at all
		case err != nil:
			return nil, err
		case refusal == "":
			findings = append(findings, one(notCognito, "The access token of a user who was signed out everywhere is taken and must be refused.")...)
		}
		more, err := t.Session.signsInAgain(ctx, way, signedIn, "signed out everywhere")
		return append(findings, more...), err
	},
}
