package session

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// VerifySoftwareToken sets up an authenticator app for the user of an access token, and sets the
// source of the user's codes. The app is not turned on as a second factor.
func (a *APIClient) VerifySoftwareToken(ctx context.Context, accessToken string, user *login.Credentials) error {
	associated, err := a.api.AssociateSoftwareToken(ctx, &cognitoidentityprovider.AssociateSoftwareTokenInput{AccessToken: &accessToken})
	if err != nil {
		return err
	}
	app := &authenticator{options: a.options, secret: aws.ToString(associated.SecretCode)}
	code, err := app.code(ctx)
	if err != nil {
		return err
	}
	user.OneTimeCode = func() (string, error) { return app.code(ctx) }
	_, err = a.api.VerifySoftwareToken(ctx, &cognitoidentityprovider.VerifySoftwareTokenInput{AccessToken: &accessToken, UserCode: &code})
	return err
}

// StepUp requests a level of authentication for the user of an access token (developer guide, "Step-up
// authentication with the USER_AUTH flow"). It answers the challenge for a code of an authenticator app,
// and returns an error for every other one: the user has entered the password already.
func (a *APIClient) StepUp(ctx context.Context, accessToken, level string, user login.Credentials) (*types.AuthenticationResultType, error) {
	begun, err := a.begin(ctx, types.AuthFlowTypeUserAuth, a.SecretHash(map[string]string{
		"USERNAME": user.Username, "TARGET_ACR_VALUES": level, "ACCESS_TOKEN": accessToken,
	}, user.Username))
	if err != nil {
		return nil, err
	}
	if begun.name != types.ChallengeNameTypeSoftwareTokenMfa {
		return nil, fmt.Errorf("a step-up to %s returns %q and must ask for a code of the authenticator app only", level, begun.name)
	}
	answers, err := a.answers(ctx, nil, &begun, user)
	if err != nil {
		return nil, err
	}
	next, err := a.respond(ctx, types.AuthFlowTypeUserAuth, begun, answers)
	if err != nil {
		return nil, err
	}
	if next.result == nil {
		return nil, errors.New("a step-up returns a second challenge and no tokens")
	}
	return next.result, nil
}
