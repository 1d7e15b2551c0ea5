package session

import (
	"context"
	"errors"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
)

// Flow gets the tokens of a client: from the login pages and the token endpoint, or from the
// API if the client lacks the authorization code grant.
type Flow interface {
	// SignIn signs in again. The tokens have no fault and include a refresh token.
	SignIn(context.Context) (*Tokens, error)
	// Refresh redeems a refresh token that belongs to the sign-in of other tokens.
	Refresh(ctx context.Context, of *Tokens, refreshToken string) (*Tokens, error)
	// TryAccessToken sends an access token. It returns the reason why the service rejects the
	// token, or "". The error is NotApplicable if no endpoint accepts the tokens of this
	// client.
	TryAccessToken(ctx context.Context, accessToken string) (rejection string, err error)
	// ErrorCode returns the error code that the service must return for an expired or revoked
	// refresh token.
	ErrorCode() string
}

// newFlow returns the flow that the client supports.
func (s *Session) newFlow(ctx context.Context) (Flow, error) {
	client, err := s.Target.AppClient(ctx)
	if err != nil {
		return nil, err
	}
	_, unsupported := s.App(ctx)
	if !errors.As(unsupported, new(check.NotApplicable)) {
		return codeFlow{s}, unsupported
	}
	if !check.SignsInUsers(client) {
		return nil, check.MachineClient
	}
	flows := PasswordFlowsOf(s.Target.AuthFlows(client))
	switch {
	case len(flows) == 0:
		return nil, unsupported
	case s.API == nil:
		return nil, check.NoProveAPI
	}
	on, _ := s.Target.Rotation(client)
	refreshes := slices.Contains(s.Target.AuthFlows(client), check.AllowRefresh)
	f := &apiFlow{session: s, app: s.NewAPIClient(client), flow: flows[0].Name, byInitiateAuth: !on && refreshes}
	f.works = check.Memoize(func(ctx context.Context) (struct{}, error) {
		_, err := f.begin(ctx)
		return struct{}{}, err
	})
	return f, nil
}
