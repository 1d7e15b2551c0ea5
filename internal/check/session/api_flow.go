package session

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/smithy-go"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// NewAPIClient returns an app that uses the API as the client of the session.
func (s *Session) NewAPIClient(client *types.UserPoolClientType) *APIClient {
	app := &APIClient{api: s.API, options: s.Options, pool: s.Target.Environment.UserPoolID, ID: s.Target.Client.ID, Secret: aws.ToString(client.ClientSecret), devices: map[string]string{}}
	if declared := s.Target.Client.Secret; declared != nil && *declared != "" {
		app.Secret = string(*declared)
	}
	return app
}

// apiFlow signs in and refreshes with the API.
type apiFlow struct {
	session        *Session
	app            *APIClient
	flow           types.AuthFlowType
	byInitiateAuth bool // false: GetTokensFromRefreshToken, which rotation requires

	works func(context.Context) (struct{}, error) // returns the error of the first sign-in
}

// notSignedInByAPI is the reason why a check without tokens from the API does not run.
const notSignedInByAPI = check.NotApplicable("no sign-in succeeded: see api-sign-in")

func (f *apiFlow) ErrorCode() string { return "NotAuthorizedException" } // API reference, InitiateAuth, GetTokensFromRefreshToken

// begin signs in. The tokens may have a fault.
func (f *apiFlow) begin(ctx context.Context) (*Tokens, error) {
	s := f.session
	user, err := s.User.Credentials(ctx)
	if err != nil {
		return nil, err
	}
	asked := s.Options.Now()
	result, err := f.app.SignIn(ctx, f.flow, user)
	if err != nil {
		return nil, err
	}
	s.signIns++
	got := TokensOf(result)
	got.Requested, got.Received, got.SignIn, got.SignedInAt = asked, s.Options.Now(), s.signIns, s.Options.Now()
	s.Observe(got, report.Issued)
	return got, nil
}

func (f *apiFlow) SignIn(ctx context.Context) (*Tokens, error) {
	if _, err := f.works(ctx); err != nil {
		return nil, notSignedInByAPI
	}
	got, err := f.begin(ctx)
	if err == nil && got.Refresh == "" {
		return nil, notSignedInByAPI
	}
	return got, err
}

func (f *apiFlow) Refresh(ctx context.Context, of *Tokens, refreshToken string) (*Tokens, error) {
	s := f.session
	asked := s.Options.Now()
	var result *types.AuthenticationResultType
	var err error
	if f.byInitiateAuth {
		result, err = f.app.RefreshWithInitiateAuth(ctx, refreshToken, of.Access)
	} else {
		result, err = f.app.RefreshWithGetTokens(ctx, refreshToken)
	}
	got := &Tokens{}
	if rejection, code := RejectionOf(err); rejection != "" {
		got.Fault, got.ErrorCode = rejection+".", code
	} else if err != nil {
		return nil, err
	} else {
		got = TokensOf(result)
	}
	got.Requested, got.Received, got.SignIn, got.SignedInAt = asked, s.Options.Now(), of.SignIn, of.SignedInAt
	s.observeRefresh(of, got)
	return got, nil
}

func (f *apiFlow) TryAccessToken(ctx context.Context, accessToken string) (string, error) {
	return getUser(ctx, f.app.api, accessToken)
}

// TokensOf returns the tokens of an API response.
func TokensOf(r *types.AuthenticationResultType) *Tokens {
	return &Tokens{Access: aws.ToString(r.AccessToken), ID: aws.ToString(r.IdToken), Refresh: aws.ToString(r.RefreshToken)}
}

// RejectionOf distinguishes a rejection by the service from a request that failed. For a
// rejection it returns a clause and the name of the exception.
func RejectionOf(err error) (rejection, code string) {
	rejected, ok := errors.AsType[smithy.APIError](err)
	if !ok || rejected.ErrorFault() == smithy.FaultServer || rejected.ErrorCode() == "TooManyRequestsException" {
		return "", ""
	}
	operation := "the service"
	if call, ok := errors.AsType[*smithy.OperationError](err); ok {
		operation = call.Operation()
	}
	return operation + " returns " + rejected.ErrorCode() + ": " + check.OneLine(rejected.ErrorMessage()), rejected.ErrorCode()
}

// UserScope is the scope of the API operations on the user of an access token.
const UserScope = "aws.cognito.signin.user.admin"

// getUser calls GetUser with an access token.
func getUser(ctx context.Context, api check.ProveAPI, accessToken string) (rejection string, err error) {
	_, err = api.GetUser(ctx, &cognitoidentityprovider.GetUserInput{AccessToken: &accessToken})
	if rejection, _ := RejectionOf(err); rejection != "" {
		return rejection, nil
	}
	return "", err
}
