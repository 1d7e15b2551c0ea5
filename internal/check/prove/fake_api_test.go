package prove

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
)

func (w *fakeService) AdminDisableUser(context.Context, *cognitoidentityprovider.AdminDisableUserInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.AdminDisableUserOutput, error) {
	if err := w.request(); err != nil {
		return nil, err
	}
	w.disabled, w.wasDisabled = true, true
	w.end(func(s *fakeSignIn) { s.suspended, s.ended = true, !w.enablingRestores && !w.disabledCanRefresh })
	if w.disabledCanRefresh {
		w.disabled = false
	}
	return &cognitoidentityprovider.AdminDisableUserOutput{}, nil
}

func (w *fakeService) AdminEnableUser(ctx context.Context, _ *cognitoidentityprovider.AdminEnableUserInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.AdminEnableUserOutput, error) {
	if err := w.request(); err != nil {
		return nil, err
	}
	w.assertCleanup(ctx)
	w.disabled = false
	if w.disabledCanRefresh {
		w.end(func(s *fakeSignIn) { s.ended = true })
	}
	return &cognitoidentityprovider.AdminEnableUserOutput{}, nil
}

func (w *fakeService) AdminUserGlobalSignOut(context.Context, *cognitoidentityprovider.AdminUserGlobalSignOutInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.AdminUserGlobalSignOutOutput, error) {
	if err := w.request(); err != nil {
		return nil, err
	}
	w.out = true
	w.end(func(s *fakeSignIn) { s.ended = !w.signOutKeepsRefresh })
	return &cognitoidentityprovider.AdminUserGlobalSignOutOutput{}, nil
}

func (w *fakeService) GetUser(_ context.Context, in *cognitoidentityprovider.GetUserInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.GetUserOutput, error) {
	if err := w.request(); err != nil {
		return nil, err
	}
	w.delay()
	if !w.acceptsAccessToken(*in.AccessToken) {
		return nil, &types.NotAuthorizedException{Message: aws.String("Access Token has expired")}
	}
	return &cognitoidentityprovider.GetUserOutput{}, nil
}

func (w *fakeService) ListIdentityProviders(_ context.Context, in *cognitoidentityprovider.ListIdentityProvidersInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.ListIdentityProvidersOutput, error) {
	if err := w.request(); err != nil {
		return nil, err
	}
	assert.EqualValues(w.t, 60, *in.MaxResults, "the maximum of ListIdentityProviders")
	if w.providersErr != nil {
		return nil, w.providersErr
	}
	page := len(aws.ToString(in.NextToken)) // one provider on each page
	out := &cognitoidentityprovider.ListIdentityProvidersOutput{}
	if page < len(w.providers) {
		out.Providers = w.providers[page : page+1]
	}
	if page+1 < len(w.providers) {
		out.NextToken = aws.String(aws.ToString(in.NextToken) + "n")
	}
	return out, nil
}

// result returns the response of the API, with the changes of the test.
func (w *fakeService) result(name, access, id, refresh string) *types.AuthenticationResultType {
	r := &types.AuthenticationResultType{AccessToken: &access, IdToken: &id, ExpiresIn: int32(w.accessLife.Seconds()), TokenType: aws.String("Bearer")}
	if refresh != "" {
		r.RefreshToken = &refresh
	}
	if w.api != nil {
		w.api(name, r)
	}
	return r
}

func (w *fakeService) notAuthorized(text string) error {
	if w.rejectionCode == "TooManyRequestsException" {
		return &types.TooManyRequestsException{Message: aws.String("Rate exceeded")}
	}
	return &types.NotAuthorizedException{Message: &text}
}

// auth implements InitiateAuth and AdminInitiateAuth without challenges. TestProofs in
// package test covers the challenges.
func (w *fakeService) auth(client string, flow types.AuthFlowType, parameters map[string]string) (*types.AuthenticationResultType, error) {
	if err := w.request(); err != nil {
		return nil, err
	}
	w.delay()
	flows := w.flows
	if flows == nil {
		flows = check.DeployedAuthFlows(&w.client)
		if client == otherClientID {
			flows = check.DeployedAuthFlows(w.other)
		}
	}
	hash := (&session.APIClient{ID: client, Secret: checktest.ClientSecret}).SecretHash(map[string]string{}, "ada-sub")["SECRET_HASH"]
	if flow != types.AuthFlowTypeRefreshTokenAuth {
		hash = (&session.APIClient{ID: client, Secret: checktest.ClientSecret}).SecretHash(map[string]string{}, parameters["USERNAME"])["SECRET_HASH"]
	}
	switch {
	case !slices.Contains(flows, "ALLOW_"+string(flow)):
		return nil, &types.InvalidParameterException{Message: aws.String(string(flow) + " flow not enabled for this client")}
	case parameters["SECRET_HASH"] != hash && !w.anySecret:
		return nil, w.notAuthorized("Unable to verify secret hash")
	case flow == types.AuthFlowTypeRefreshTokenAuth:
		access, id, refresh, rejected := w.redeem(client, parameters["REFRESH_TOKEN"])
		if rejected {
			return nil, w.notAuthorized("Invalid Refresh Token.")
		}
		return w.result("refresh", access, id, refresh), nil
	case w.out && w.noSignInAfterSignOut:
		return nil, w.notAuthorized("no")
	}
	s := w.begin(client)
	s.api = true
	access, id, refresh := w.issue(s, true)
	return w.result("sign-in", access, id, refresh), nil
}

func (w *fakeService) InitiateAuth(_ context.Context, in *cognitoidentityprovider.InitiateAuthInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.InitiateAuthOutput, error) {
	result, err := w.auth(*in.ClientId, in.AuthFlow, in.AuthParameters)
	return &cognitoidentityprovider.InitiateAuthOutput{AuthenticationResult: result}, err
}

func (w *fakeService) AdminInitiateAuth(_ context.Context, in *cognitoidentityprovider.AdminInitiateAuthInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.AdminInitiateAuthOutput, error) {
	result, err := w.auth(*in.ClientId, in.AuthFlow, in.AuthParameters)
	return &cognitoidentityprovider.AdminInitiateAuthOutput{AuthenticationResult: result}, err
}

func (w *fakeService) GetTokensFromRefreshToken(_ context.Context, in *cognitoidentityprovider.GetTokensFromRefreshTokenInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.GetTokensFromRefreshTokenOutput, error) {
	if err := w.request(); err != nil {
		return nil, err
	}
	w.delay()
	access, id, refresh, rejected := w.redeem(*in.ClientId, *in.RefreshToken)
	if rejected {
		return nil, w.notAuthorized("Invalid Refresh Token.")
	}
	return &cognitoidentityprovider.GetTokensFromRefreshTokenOutput{AuthenticationResult: w.result("get-tokens", access, id, refresh)}, nil
}
