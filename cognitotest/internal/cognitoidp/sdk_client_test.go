package cognitoidp_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/credentials"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// sdkServer is a server with a pool and an app client, which tests call through the AWS SDK.
type sdkServer struct {
	*cognitotest.Server
	*idp.Client
	pool, client, secret string
	succeeded            map[string]bool
}

// startSDK starts a server and creates a pool and an app client. change may change the settings of the
// client, or be nil.
func startSDK(t *testing.T, change func(*idp.CreateUserPoolClientInput)) *sdkServer {
	t.Helper()
	return startSDKWith(t, cognitotest.Config{}, change)
}

func startSDKWith(t *testing.T, config cognitotest.Config, change func(*idp.CreateUserPoolClientInput)) *sdkServer {
	t.Helper()
	served, err := cognitotest.Start(config)
	require.NoError(t, err)
	t.Cleanup(served.Close)
	s := &sdkServer{Server: served, succeeded: map[string]bool{}}
	s.Client = idp.NewFromConfig(aws.Config{
		Region: "us-east-1", Credentials: credentials.NewStaticCredentialsProvider("AKIACOGNITOTEST", "cognitotest", ""),
		HTTPClient: served.Client(), RetryMaxAttempts: 1, APIOptions: []func(*middleware.Stack) error{s.record},
	})
	pool, err := s.CreateUserPool(t.Context(), &idp.CreateUserPoolInput{PoolName: aws.String("login")})
	require.NoError(t, err)
	s.pool = *pool.UserPool.Id
	in := &idp.CreateUserPoolClientInput{
		UserPoolId: &s.pool, ClientName: aws.String("app"),
		ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"},
	}
	if change != nil {
		change(in)
	}
	client, err := s.CreateUserPoolClient(t.Context(), in)
	require.NoError(t, err)
	s.client, s.secret = *client.UserPoolClient.ClientId, aws.ToString(client.UserPoolClient.ClientSecret)
	return s
}

// record adds a middleware that records the name of every action that succeeds.
func (s *sdkServer) record(stack *middleware.Stack) error {
	return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("record", func(
		ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
	) (middleware.InitializeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleInitialize(ctx, in)
		if err == nil {
			s.succeeded[awsmiddleware.GetOperationName(ctx)] = true
		}
		return out, metadata, err
	}), middleware.After)
}

const password = "Str0ng!Pass"

// user creates a user with the password. If permanent is false, the password is temporary.
func (s *sdkServer) user(t *testing.T, name string, permanent bool) {
	t.Helper()
	_, err := s.AdminCreateUser(t.Context(), &idp.AdminCreateUserInput{UserPoolId: &s.pool, Username: &name, TemporaryPassword: aws.String(password)})
	require.NoError(t, err)
	if permanent {
		_, err = s.AdminSetUserPassword(t.Context(), &idp.AdminSetUserPasswordInput{UserPoolId: &s.pool, Username: &name, Password: aws.String(password), Permanent: true})
		require.NoError(t, err)
	}
}

// initiate calls InitiateAuth. parameters are alternating names and values.
func (s *sdkServer) initiate(t *testing.T, flow types.AuthFlowType, parameters ...string) (*idp.InitiateAuthOutput, error) {
	t.Helper()
	return s.InitiateAuth(t.Context(), &idp.InitiateAuthInput{ClientId: &s.client, AuthFlow: flow, AuthParameters: pairs(parameters)})
}

func pairs(list []string) map[string]string {
	m := map[string]string{}
	for i := 0; i < len(list); i += 2 {
		m[list[i]] = list[i+1]
	}
	return m
}

// signIn signs a user in with the password and requires tokens.
func (s *sdkServer) signIn(t *testing.T, name string) *types.AuthenticationResultType {
	t.Helper()
	out, err := s.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", name, "PASSWORD", password, "SECRET_HASH", s.hash(name))
	require.NoError(t, err)
	require.NotNil(t, out.AuthenticationResult, "got the challenge %s", out.ChallengeName)
	return out.AuthenticationResult
}

// respond calls RespondToAuthChallenge. responses are alternating names and values.
func (s *sdkServer) respond(t *testing.T, name types.ChallengeNameType, session *string, responses ...string) (*idp.RespondToAuthChallengeOutput, error) {
	t.Helper()
	return s.RespondToAuthChallenge(t.Context(), &idp.RespondToAuthChallengeInput{
		ClientId: &s.client, ChallengeName: name, Session: session, ChallengeResponses: pairs(responses),
	})
}

// hash returns SECRET_HASH as the developer guide describes it. For a public client it returns a value
// that the emulator ignores.
func (s *sdkServer) hash(username string) string {
	mac := hmac.New(sha256.New, []byte(s.secret))
	mac.Write([]byte(username + s.client))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// getUser calls GetUser and returns only the error.
func (s *sdkServer) getUser(t *testing.T, accessToken *string) error {
	t.Helper()
	_, err := s.GetUser(t.Context(), &idp.GetUserInput{AccessToken: accessToken})
	return err
}

// wantAPIError requires the exception and the message that the SDK decoded.
func wantAPIError(t *testing.T, err error, exception, message string) {
	t.Helper()
	var got smithy.APIError
	require.ErrorAs(t, err, &got)
	assert.Equal(t, exception+": "+message, got.ErrorCode()+": "+got.ErrorMessage())
}
