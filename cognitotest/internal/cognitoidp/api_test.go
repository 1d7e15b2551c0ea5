package cognitoidp_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
)

// uuidPattern matches the request ids of the service.
const uuidPattern = `^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`

// TestErrorOnTheWire compares an error with the captured response in aws-sdk-cpp#1789.
func TestErrorOnTheWire(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c"}`)
	got := s.send(t, host, prefix+"InitiateAuth", "", `{"ClientId":"{client}","AuthFlow":"REFRESH_TOKEN_AUTH","AuthParameters":{"REFRESH_TOKEN":"x.y.z"}}`)
	assert.Equal(t, http.StatusBadRequest, got.status)
	assert.Equal(t, `{"__type":"NotAuthorizedException","message":"Invalid Refresh Token."}`, got.body)
	assert.Equal(t, "application/x-amz-json-1.1", got.header.Get("Content-Type"))
	assert.Equal(t, "NotAuthorizedException:", got.header.Get("x-amzn-ErrorType"))
	assert.Equal(t, "Invalid Refresh Token.", got.header.Get("x-amzn-ErrorMessage"))
	assert.Regexp(t, uuidPattern, got.header.Get("x-amzn-RequestId"))
}

func TestSuccessOnTheWire(t *testing.T) {
	s := start(t)
	got := s.call(t, "ListUserPools", `{"MaxResults":60}`)
	assert.Equal(t, http.StatusOK, got.status)
	assert.Equal(t, `{"UserPools":[]}`, got.body)
	assert.Equal(t, "application/x-amz-json-1.1", got.header.Get("Content-Type"))
	assert.Regexp(t, uuidPattern, got.header.Get("x-amzn-RequestId"))
	assert.Empty(t, got.header.Get("x-amzn-ErrorType"))
	other := s.call(t, "ListUserPools", `{"MaxResults":60}`)
	assert.NotEqual(t, got.header.Get("x-amzn-RequestId"), other.header.Get("x-amzn-RequestId"))
}

func TestUnknownTargetIsRejected(t *testing.T) {
	const unknown = `{"__type":"UnknownOperationException"}`
	tests := []struct{ name, target, want string }{
		{"no target", "", unknown},
		{"unknown action", prefix + "MakeCoffee", unknown},
		{"another service", "AWSCognitoIdentityService.ListUserPools", unknown},
		{"prefix without an action", prefix, unknown},
		{"in another case", prefix + "listuserpools", unknown},
	}
	s := start(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := s.send(t, host, tt.target, credential, `{}`)
			assert.Equal(t, http.StatusBadRequest, got.status)
			assert.Equal(t, tt.want, got.body)
			assert.Equal(t, "UnknownOperationException:", got.header.Get("x-amzn-ErrorType"))
		})
	}
}

// TestSignedActionsRequireSignature: the API model lists the actions that need no signature. An emulator
// without keys accepts every complete signature.
func TestSignedActionsRequireSignature(t *testing.T) {
	const missing = `{"__type":"MissingAuthenticationTokenException","message":"Missing Authentication Token"}`
	tests := []struct{ name, action, authorization, want string }{
		{"signed action without a signature", "ListUserPools", "", missing},
		{"signed action with Basic authentication", "ListUserPools", "Basic YTpi", missing},
		{"signed action with a broken scope", "ListUserPools", "AWS4-HMAC-SHA256 Credential=AKIA/20261123, SignedHeaders=host, Signature=00", `{"__type":"IncompleteSignatureException","message":"Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'AKIA/20261123'"}`},
		{"unsigned action with a broken signature", "GetUser", "AWS4-HMAC-SHA256 x", `{"__type":"NotAuthorizedException","message":"Invalid Access Token"}`},
		{"signed action with a signature", "ListUserPools", credential, `{"UserPools":[]}`},
		{"unsigned action without a signature", "GetUser", "", `{"__type":"NotAuthorizedException","message":"Invalid Access Token"}`},
		{"unsigned action with a signature", "GetUser", credential, `{"__type":"NotAuthorizedException","message":"Invalid Access Token"}`},
	}
	s := start(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := s.send(t, host, prefix+tt.action, tt.authorization, `{"MaxResults":60,"AccessToken":"a.b.c"}`)
			assert.Equal(t, tt.want, got.body)
		})
	}
}

// TestUnsignedActionsNeedNoSignature calls actions that need no signature according to the API model.
func TestUnsignedActionsNeedNoSignature(t *testing.T) {
	s := start(t)
	for _, action := range []string{
		"InitiateAuth", "RespondToAuthChallenge", "GetTokensFromRefreshToken", "RevokeToken", "GetUser", "GlobalSignOut",
		"AssociateSoftwareToken", "VerifySoftwareToken", "SetUserMFAPreference",
	} {
		t.Run(action, func(t *testing.T) {
			got := s.send(t, host, prefix+action, "", `{}`)
			assert.NotContains(t, got.body, "MissingAuthenticationTokenException")
			assert.NotContains(t, got.body, "UnknownOperationException")
		})
	}
}

// TestPoolExistsInOneRegion: a pool exists in one region. The host name of a request selects the region.
func TestPoolExistsInOneRegion(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c"}`)
	tests := []struct{ name, action, body, want string }{
		{"pool", "DescribeUserPool", `{"UserPoolId":"{pool}"}`, "User pool {pool} does not exist."},
		{"users", "AdminGetUser", `{"UserPoolId":"{pool}","Username":"ada"}`, "User pool {pool} does not exist."},
		{"client", "DescribeUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}"}`, "User pool {pool} does not exist."},
		{"tags", "TagResource", `{"ResourceArn":"arn:aws:cognito-idp:us-east-1:123456789012:userpool/{pool}","Tags":{}}`, "User pool {pool} does not exist."},
		{"sign-in", "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_SRP_AUTH"}`, "User pool client {client} does not exist."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := s.send(t, irelandHost, prefix+tt.action, credential, tt.body)
			assert.Equal(t, `{"__type":"ResourceNotFoundException","message":"`+s.placeholders.Replace(tt.want)+`"}`, got.body)
		})
	}
	assert.Equal(t, `{"UserPools":[]}`, s.send(t, irelandHost, prefix+"ListUserPools", credential, `{"MaxResults":60}`).body)
}
