package cognitoidp_test

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// TestNullMapValueMeansAbsent: a value of null in the maps of a sign-in request means that the key is absent.
func TestNullMapValueMeansAbsent(t *testing.T) {
	var metadata []string
	s := startWith(t, cognitotest.Config{FindLambda: func(string) cognitotest.LambdaFunc {
		return func(_ context.Context, event []byte) ([]byte, error) {
			var e map[string]any
			err := json.Unmarshal(event, &e)
			text, _ := json.Marshal(at(e, "request", "validationData"))
			metadata = append(metadata, string(text))
			return event, err
		}
	}})
	s.pool(t, `{"PoolName":"p","LambdaConfig":{"PreSignUp":"arn:aws:lambda:us-east-1:123456789012:function:f","PreAuthentication":"arn:aws:lambda:us-east-1:123456789012:function:f"}}`)
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"]}`)
	s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"ada","TemporaryPassword":"Passw0rd!","MessageAction":"SUPPRESS","ClientMetadata":{"a":null}}`)
	metadata = nil

	out := s.ok(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada","PASSWORD":"Passw0rd!","DEVICE_KEY":null,"SECRET_HASH":null},"ClientMetadata":{"a":null,"b":"1"}}`)
	assert.Equal(t, []string{`{"b":"1"}`}, metadata, "the event of a Lambda trigger has no null")
	s.set("session", out["Session"].(string))
	out = s.ok(t, "RespondToAuthChallenge", `{"ClientId":"{client}","ChallengeName":"NEW_PASSWORD_REQUIRED","Session":"{session}","ChallengeResponses":{"USERNAME":"ada","NEW_PASSWORD":"An0ther!Pass","DEVICE_KEY":null},"ClientMetadata":null}`)
	s.set("refresh", at(out, "AuthenticationResult", "RefreshToken").(string))
	s.ok(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"REFRESH_TOKEN_AUTH","AuthParameters":{"REFRESH_TOKEN":"{refresh}","DEVICE_KEY":null}}`)

	// A required parameter with the value null is missing.
	s.fails(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada","PASSWORD":null}}`, "InvalidParameterException", "Missing required parameter PASSWORD")
	// The service rejects values of another type, and null in other maps.
	for _, tt := range []struct{ name, action, body, want string }{
		{"number", "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"DEVICE_KEY":0}}`, "NUMBER_VALUE can not be converted to a String"},
		{"list", "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"DEVICE_KEY":[null]}}`, "Start of list found where not expected"},
		{"tags", "TagResource", `{"ResourceArn":"arn:aws:cognito-idp:us-east-1:123456789012:userpool/{pool}","Tags":{"a":null}}`, "Value '{a=null}' at 'tags' failed to satisfy constraint: Map value must satisfy constraint"},
		{"provider details", "CreateIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"G","ProviderType":"Google","ProviderDetails":{"client_id":null}}`, "at 'providerDetails' failed to satisfy constraint: Map value must satisfy constraint"},
		{"attribute mapping", "CreateIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"G","ProviderType":"Google","ProviderDetails":{},"AttributeMapping":{"email":null}}`, "at 'attributeMapping' failed to satisfy constraint: Map value must satisfy constraint"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := s.call(t, tt.action, tt.body)
			require.Equal(t, http.StatusBadRequest, got.status)
			assert.Contains(t, got.body, tt.want)
		})
	}
}
