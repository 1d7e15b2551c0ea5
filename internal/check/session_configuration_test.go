package check_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
)

// TestSessionConfigurations reads the two session configurations from a server that compares the requests.
func TestSessionConfigurations(t *testing.T) {
	t.Parallel()
	const (
		poolTarget   = "AWSCognitoIdentityProviderService.GetUserPoolSessionConfiguration"
		clientTarget = "AWSCognitoIdentityProviderService.GetUserPoolClientSessionConfiguration"
	)
	for _, tt := range []struct {
		name, target, body string // the request
		status             int
		response, fails    string
		minutes            int
	}{
		{name: "a pool", target: poolTarget, body: `{"UserPoolId":"eu-west-1_A"}`, status: 200,
			response: `{"UserPoolId":"eu-west-1_A","UserSessionTracking":"ENABLED","TokenSession":{"MaxPerUser":7}}`},
		{name: "a pool without permission", target: poolTarget, body: `{"UserPoolId":"eu-west-1_A"}`, status: 400,
			response: `{"__type":"AccessDeniedException","message":"not allowed"}`, fails: "AccessDeniedException"},
		{name: "a region without the operation", target: poolTarget, body: `{"UserPoolId":"eu-west-1_A"}`, status: 400,
			response: `{"__type":"UnknownOperationException"}`, fails: "UnknownOperationException"},
		{name: "no JSON", target: poolTarget, body: `{"UserPoolId":"eu-west-1_A"}`, status: 200, response: `<html>`, fails: "deserialization failed"},
		{name: "another type", target: poolTarget, body: `{"UserPoolId":"eu-west-1_A"}`, status: 200, response: `{"TokenSession":"none"}`, fails: "GetUserPoolSessionConfiguration returned other members than documented"},
		{name: "a client", target: clientTarget, body: `{"UserPoolId":"eu-west-1_A","ClientId":"1web"}`, status: 200,
			response: `{"UserPoolId":"eu-west-1_A","ClientId":"1web","SSOSession":{"MaxValidityMinutes":90}}`, minutes: 90},
		{name: "a client of another type", target: clientTarget, body: `{"UserPoolId":"eu-west-1_A","ClientId":"1web"}`, status: 200, response: `{"SSOSession":"none"}`, fails: "GetUserPoolClientSessionConfiguration returned other members than documented"},
		{name: "a missing client", target: clientTarget, body: `{"UserPoolId":"eu-west-1_A","ClientId":"1web"}`, status: 400,
			response: `{"__type":"ResourceNotFoundException","message":"no client"}`, fails: "ResourceNotFoundException"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				body, err := io.ReadAll(r.Body)
				assert.NoError(t, err)
				assert.JSONEq(t, tt.body, string(body))
				assert.Equal(t, []string{tt.target}, r.Header["X-Amz-Target"])
				assert.Contains(t, r.Header.Get("Authorization"), "x-amz-target", "the signature includes the operation")
				w.Header().Set("Content-Type", "application/x-amz-json-1.1")
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, tt.response)
			}))
			defer server.Close()
			api := check.NewAPI(cognitoidentityprovider.NewFromConfig(aws.Config{
				Region: "eu-west-1", BaseEndpoint: &server.URL, Credentials: credentials.NewStaticCredentialsProvider("AKIAEXAMPLE", "example", ""),
			}))
			if tt.target == poolTarget {
				got, err := api.GetUserPoolSessionConfiguration(t.Context(), "eu-west-1_A")
				if tt.fails != "" {
					assert.ErrorContains(t, err, tt.fails)
					return
				}
				require.NoError(t, err)
				assert.Equal(t, "ENABLED", got.UserSessionTracking)
				assert.Equal(t, 7, got.TokenSession.MaxPerUser)
				return
			}
			got, err := api.GetUserPoolClientSessionConfiguration(t.Context(), "eu-west-1_A", "1web")
			if tt.fails != "" {
				assert.ErrorContains(t, err, tt.fails)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, tt.minutes, got.SSOSession.MaxValidityMinutes)
		})
	}
}

// TestSetUserPoolSessionConfiguration sends the session tracking of a pool to a server that compares the request.
func TestSetUserPoolSessionConfiguration(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, response, fails string
		status                int
	}{
		{"set", `{"UserPoolId":"eu-west-1_A","UserSessionTracking":"ENABLED","TokenSession":{"MaxPerUser":7}}`, "", 200},
		{"rejected", `{"__type":"FeatureUnavailableInTierException","message":"no tracking"}`, "operation error Cognito Identity Provider: SetUserPoolSessionConfiguration, ", 400},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				body, err := io.ReadAll(r.Body)
				assert.NoError(t, err)
				assert.JSONEq(t, `{"UserPoolId":"eu-west-1_A","UserSessionTracking":"ENABLED","TokenSession":{"MaxPerUser":7}}`, string(body))
				assert.EqualValues(t, len(body), r.ContentLength)
				assert.Equal(t, []string{"AWSCognitoIdentityProviderService.SetUserPoolSessionConfiguration"}, r.Header["X-Amz-Target"])
				w.Header().Set("Content-Type", "application/x-amz-json-1.1")
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, tt.response)
			}))
			defer server.Close()
			api := check.NewProveAPI(cognitoidentityprovider.NewFromConfig(aws.Config{
				Region: "eu-west-1", BaseEndpoint: &server.URL, Credentials: credentials.NewStaticCredentialsProvider("AKIAEXAMPLE", "example", ""),
			}))
			configuration := check.SessionConfiguration{UserSessionTracking: "ENABLED"}
			configuration.TokenSession.MaxPerUser = 7
			err := api.SetUserPoolSessionConfiguration(t.Context(), "eu-west-1_A", configuration)
			if tt.fails == "" {
				assert.NoError(t, err)
				return
			}
			assert.ErrorContains(t, err, tt.fails)
			assert.ErrorContains(t, err, "FeatureUnavailableInTierException: no tracking")
		})
	}
}

// TestBrokenConnectionIsAnError requires the error of the request, and not a description without a body.
func TestBrokenConnectionIsAnError(t *testing.T) {
	t.Parallel()
	short := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Length", "10") }))
	defer short.Close()
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	for address, want := range map[string]string{short.URL: "unexpected EOF", closed.URL: "connection refused"} {
		api := check.NewAPI(cognitoidentityprovider.NewFromConfig(aws.Config{
			Region: "eu-west-1", BaseEndpoint: &address, Credentials: credentials.NewStaticCredentialsProvider("AKIAEXAMPLE", "example", ""),
			Retryer: func() aws.Retryer { return aws.NopRetryer{} },
		}))
		out, err := api.DescribeUserPool(t.Context(), &cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: aws.String("eu-west-1_A")})
		assert.ErrorContains(t, err, want)
		assert.Nil(t, out)
	}
}
