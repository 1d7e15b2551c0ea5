package session

import (
	"context"
	"encoding/base64"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// scriptedAPI returns its responses in their order, one for each call, and records the requests.
type scriptedAPI struct {
	check.ProveAPI // an unexpected call panics

	t         *testing.T
	responses []any // outputs, or errors
	requests  []any
}

func newScriptedAPI(t *testing.T, responses ...any) *scriptedAPI {
	t.Helper()
	api := &scriptedAPI{t: t, responses: responses}
	t.Cleanup(func() { assert.Empty(t, api.responses, "responses without a request") })
	return api
}

// next records a request and returns the next response.
func next[T any](api *scriptedAPI, request any) (*T, error) {
	api.requests = append(api.requests, request)
	require.NotEmpty(api.t, api.responses, "unexpected request %#v", request)
	response := api.responses[0]
	api.responses = api.responses[1:]
	if err, ok := response.(error); ok {
		return nil, err
	}
	out, ok := response.(*T)
	require.True(api.t, ok, "unexpected request %#v", request)
	return out, nil
}

type apiOption = func(*cognitoidentityprovider.Options)

func (a *scriptedAPI) InitiateAuth(_ context.Context, in *cognitoidentityprovider.InitiateAuthInput, _ ...apiOption) (*cognitoidentityprovider.InitiateAuthOutput, error) {
	return next[cognitoidentityprovider.InitiateAuthOutput](a, in)
}

func (a *scriptedAPI) RespondToAuthChallenge(_ context.Context, in *cognitoidentityprovider.RespondToAuthChallengeInput, _ ...apiOption) (*cognitoidentityprovider.RespondToAuthChallengeOutput, error) {
	return next[cognitoidentityprovider.RespondToAuthChallengeOutput](a, in)
}

func (a *scriptedAPI) AdminInitiateAuth(_ context.Context, in *cognitoidentityprovider.AdminInitiateAuthInput, _ ...apiOption) (*cognitoidentityprovider.AdminInitiateAuthOutput, error) {
	return next[cognitoidentityprovider.AdminInitiateAuthOutput](a, in)
}

func (a *scriptedAPI) AdminRespondToAuthChallenge(_ context.Context, in *cognitoidentityprovider.AdminRespondToAuthChallengeInput, _ ...apiOption) (*cognitoidentityprovider.AdminRespondToAuthChallengeOutput, error) {
	return next[cognitoidentityprovider.AdminRespondToAuthChallengeOutput](a, in)
}

func (a *scriptedAPI) AssociateSoftwareToken(_ context.Context, in *cognitoidentityprovider.AssociateSoftwareTokenInput, _ ...apiOption) (*cognitoidentityprovider.AssociateSoftwareTokenOutput, error) {
	return next[cognitoidentityprovider.AssociateSoftwareTokenOutput](a, in)
}

func (a *scriptedAPI) VerifySoftwareToken(_ context.Context, in *cognitoidentityprovider.VerifySoftwareTokenInput, _ ...apiOption) (*cognitoidentityprovider.VerifySoftwareTokenOutput, error) {
	return next[cognitoidentityprovider.VerifySoftwareTokenOutput](a, in)
}

func (a *scriptedAPI) StartWebAuthnRegistration(_ context.Context, in *cognitoidentityprovider.StartWebAuthnRegistrationInput, _ ...apiOption) (*cognitoidentityprovider.StartWebAuthnRegistrationOutput, error) {
	return next[cognitoidentityprovider.StartWebAuthnRegistrationOutput](a, in)
}

func (a *scriptedAPI) CompleteWebAuthnRegistration(_ context.Context, in *cognitoidentityprovider.CompleteWebAuthnRegistrationInput, _ ...apiOption) (*cognitoidentityprovider.CompleteWebAuthnRegistrationOutput, error) {
	return next[cognitoidentityprovider.CompleteWebAuthnRegistrationOutput](a, in)
}

func (a *scriptedAPI) GetTokensFromRefreshToken(_ context.Context, in *cognitoidentityprovider.GetTokensFromRefreshTokenInput, _ ...apiOption) (*cognitoidentityprovider.GetTokensFromRefreshTokenOutput, error) {
	return next[cognitoidentityprovider.GetTokensFromRefreshTokenOutput](a, in)
}

func (a *scriptedAPI) ConfirmDevice(_ context.Context, in *cognitoidentityprovider.ConfirmDeviceInput, _ ...apiOption) (*cognitoidentityprovider.ConfirmDeviceOutput, error) {
	return next[cognitoidentityprovider.ConfirmDeviceOutput](a, in)
}

func (a *scriptedAPI) GetUser(_ context.Context, in *cognitoidentityprovider.GetUserInput, _ ...apiOption) (*cognitoidentityprovider.GetUserOutput, error) {
	return next[cognitoidentityprovider.GetUserOutput](a, in)
}

// ada is the user of the tests.
var ada = login.Credentials{Username: "ada", Password: "Str0ng!Pass"}

const clientID = "1example23456789"

// testTime is the time of the tests' clock at the start.
var testTime = time.Unix(1_800_000_000, 0)

// newTestClient returns a public client of an API, at a fixed time.
func newTestClient(api check.ProveAPI) *APIClient {
	return &APIClient{
		api: api, options: &Options{Now: func() time.Time { return testTime }}, pool: "eu-west-1_Ab12Cd34E", ID: clientID, devices: map[string]string{},
	}
}

// begun is the response to InitiateAuth with a challenge.
func begun(name types.ChallengeNameType, parameters map[string]string) *cognitoidentityprovider.InitiateAuthOutput {
	return &cognitoidentityprovider.InitiateAuthOutput{ChallengeName: name, Session: aws.String("begun"), ChallengeParameters: parameters}
}

// responded is the response to a challenge with another challenge.
func responded(name types.ChallengeNameType) *cognitoidentityprovider.RespondToAuthChallengeOutput {
	return &cognitoidentityprovider.RespondToAuthChallengeOutput{ChallengeName: name, Session: aws.String("responded")}
}

// tokens are the tokens of a response.
func tokens() *types.AuthenticationResultType {
	return &types.AuthenticationResultType{AccessToken: aws.String("access"), IdToken: aws.String("id"), RefreshToken: aws.String("refresh")}
}

// unsignedToken returns a token with these claims and an invalid signature.
func unsignedToken(claims string) string {
	return "e30." + base64.RawURLEncoding.EncodeToString([]byte(claims)) + ".s"
}
