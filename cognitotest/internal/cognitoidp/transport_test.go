package cognitoidp_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const (
	keyID, keySecret   = "AKIAOWNER", "owner-secret"
	wrongSignature     = "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."
	invalidToken       = "The security token included in the request is invalid."
	notUnderstood      = `{"code":"BadRequest","message":"The server did not understand the operation that was requested.","type":"client"}`
	listPools          = prefix + "ListUserPools"
	signedWithoutADate = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization="
)

// startWithKeys starts a server that verifies signatures.
func startWithKeys(t *testing.T) *cognitotest.Server {
	t.Helper()
	s, err := cognitotest.Start(cognitotest.Config{Credentials: map[string]string{"AKIZOTHER": "another", keyID: keySecret}})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	return s
}

// TestEmulatorWithKeysVerifiesSignatures: an emulator with keys verifies the signatures of the AWS SDK, for
// the API and for STS.
func TestEmulatorWithKeysVerifiesSignatures(t *testing.T) {
	s := startWithKeys(t)
	tests := []struct{ name, id, secret, exception, stsException, message string }{
		{"right secret", keyID, keySecret, "", "", ""},
		{"second key", "AKIZOTHER", "another", "", "", ""},
		{"wrong secret", keyID, "guess", "InvalidSignatureException", "SignatureDoesNotMatch", wrongSignature},
		{"secret of another key", keyID, "another", "InvalidSignatureException", "SignatureDoesNotMatch", wrongSignature},
		{"unknown key", "AKIANOBODY", keySecret, "UnrecognizedClientException", "InvalidClientTokenId", invalidToken},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			config := aws.Config{
				Region: "eu-west-1", HTTPClient: s.Client(), RetryMaxAttempts: 1,
				Credentials: credentials.NewStaticCredentialsProvider(tt.id, tt.secret, ""),
			}
			plain := config.Copy()
			plain.BaseEndpoint = &s.URL
			for _, c := range []aws.Config{config, plain} {
				_, err := idp.NewFromConfig(c).ListUserPools(t.Context(), &idp.ListUserPoolsInput{MaxResults: aws.Int32(1)})
				_, stsErr := sts.NewFromConfig(c).GetCallerIdentity(t.Context(), nil)
				if tt.exception == "" {
					assert.NoError(t, err)
					assert.NoError(t, stsErr)
					continue
				}
				wantAPIError(t, err, tt.exception, tt.message)
				wantAPIError(t, stsErr, tt.stsException, tt.message)
			}
		})
	}
}

// TestSignatureIsValidAfterAdvance: the date of a signature is compared with the machine's clock, because
// Advance does not change the clocks of clients.
func TestSignatureIsValidAfterAdvance(t *testing.T) {
	s := startWithKeys(t)
	s.Advance(30 * 24 * time.Hour)
	c := idp.NewFromConfig(aws.Config{
		Region: "us-east-1", HTTPClient: s.Client(), RetryMaxAttempts: 1, Credentials: credentials.NewStaticCredentialsProvider(keyID, keySecret, ""),
	})
	_, err := c.ListUserPools(t.Context(), &idp.ListUserPoolsInput{MaxResults: aws.Int32(1)})
	assert.NoError(t, err)
	_, err = c.GetUser(t.Context(), &idp.GetUserInput{AccessToken: aws.String("a.b.c")})
	wantAPIError(t, err, "NotAuthorizedException", "Invalid Access Token") // the action needs no signature
}

// TestEmulatorWithKeysRejectsUnverifiedRequests: an emulator with keys rejects requests that an emulator
// without keys accepts.
func TestEmulatorWithKeysRejectsUnverifiedRequests(t *testing.T) {
	s := &server{Server: startWithKeys(t), placeholders: strings.NewReplacer()}
	got := s.send(t, host, listPools, credential, `{"MaxResults":1}`)
	assert.Equal(t, `{"__type":"UnrecognizedClientException","message":"`+invalidToken+`"}`, got.body)
	owner := strings.Replace(credential, "AKIACOGNITOTEST", keyID, 1)
	got = s.send(t, host, listPools, owner, `{"MaxResults":1}`)
	assert.Equal(t, `{"__type":"IncompleteSignatureException","message":"`+signedWithoutADate+owner+`"}`, got.body)
	got = s.send(t, host, listPools, "", `{"MaxResults":1}`)
	assert.Equal(t, `{"__type":"MissingAuthenticationTokenException","message":"Missing Authentication Token"}`, got.body)
	got = s.send(t, host, prefix+"MakeCoffee", "", `{}`)
	assert.Contains(t, got.body, "UnknownOperationException", "an unknown target precedes a missing signature: unspecified")
}

// TestRequestsOutsideAPIAreNotFound: a request to a host of the service that does not call the API gets 404.
func TestRequestsOutsideAPIAreNotFound(t *testing.T) {
	s := start(t)
	tests := []struct{ name, method, path, contentType string }{
		{"GET", http.MethodGet, "/", "application/x-amz-json-1.1"},
		{"another path", http.MethodPost, "/pools", "application/x-amz-json-1.1"},
		{"no content type", http.MethodPost, "/", ""},
		{"JSON without a version", http.MethodPost, "/", "application/json"},
		{"JSON of another version", http.MethodPost, "/", "application/x-amz-json-1.0"},
		{"a form", http.MethodPost, "/", "application/x-www-form-urlencoded"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			request, err := http.NewRequestWithContext(t.Context(), tt.method, "https://"+host+tt.path, strings.NewReader(`{"MaxResults":1}`))
			require.NoError(t, err)
			request.Header.Set("Content-Type", tt.contentType)
			request.Header.Set("X-Amz-Target", listPools)
			request.Header.Set("Authorization", credential)
			got := s.do(t, request)
			assert.Equal(t, http.StatusNotFound, got.status)
			assert.Equal(t, notUnderstood, got.body)
			assert.Regexp(t, uuidPattern, got.header.Get("x-amzn-RequestId"))
		})
	}
	got := s.send(t, host, listPools, credential, `{"MaxResults":1,"x":"`+strings.Repeat("a", 2<<20-23)+`"}`)
	assert.Equal(t, http.StatusOK, got.status, "2 MiB are accepted")
	got = s.send(t, host, listPools, credential, `{"MaxResults":1,"x":"`+strings.Repeat("a", 2<<20-22)+`"}`)
	assert.Equal(t, http.StatusRequestEntityTooLarge, got.status, "one byte more is rejected")
	assert.JSONEq(t, `{"__type":"RequestEntityTooLargeException","message":"The request body is larger than 2097152 bytes."}`, got.body)
}
