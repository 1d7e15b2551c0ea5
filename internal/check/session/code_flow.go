package session

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
)

// codeFlow signs in at the login pages and refreshes at the token endpoint.
type codeFlow struct{ *Session }

func (f codeFlow) SignIn(ctx context.Context) (*Tokens, error) { return f.NewSignIn(ctx) }

func (f codeFlow) ErrorCode() string { return "invalid_grant" } // developer guide, "Token endpoint"

// TryAccessToken calls userInfo or GetUser, which require different scopes (developer guide,
// "Scopes, M2M, and APIs with resource servers").
func (f codeFlow) TryAccessToken(ctx context.Context, accessToken string) (string, error) {
	c, err := ReadClaims(accessToken)
	if err != nil {
		return "", err
	}
	switch scopes := c.Scopes(); {
	case slices.Contains(scopes, "openid"):
	case slices.Contains(scopes, UserScope) && f.API != nil:
		return getUser(ctx, f.API, accessToken)
	default:
		return "", check.NotApplicable("the service accepts an access token only with the scope openid or " + UserScope)
	}
	app, err := f.App(ctx)
	if err != nil {
		return "", err
	}
	answer, err := app.UserInfo(ctx, accessToken)
	switch {
	case err != nil:
		return "", err
	case Busy(answer):
		return "", errors.New("the userInfo endpoint returns " + http.StatusText(answer.Status) + ": try again later")
	case answer.Status == http.StatusOK:
		return "", nil
	}
	return "userInfo returns " + http.StatusText(answer.Status), nil
}
