package trigger_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
)

var inbound = trigger.InboundFederationRequest{ProviderName: "Corp", ProviderType: "OIDC", Attributes: map[string]map[string]string{
	"tokenResponse": {"access_token": "AT"}, "idToken": {"sub": "s-1"}, "userInfo": {"name": "Jo"},
}}

func TestInboundFederationEvent(t *testing.T) {
	var event string
	claims, err := invoker(recorder(&event)).InboundFederation(t.Context(), trigger.Call{Source: trigger.InboundFederation, Pool: pool("InboundFederation"), ClientID: "app", Username: "s-1"}, inbound)
	require.NoError(t, err)
	assert.Empty(t, claims)
	assert.JSONEq(t, `{"version":"1","triggerSource":"InboundFederation_ExternalProvider","region":"us-east-1","userPoolId":"us-east-1_AbCdEfGhI","userName":"s-1",
		"callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"app"},
		"request":{"providerName":"Corp","providerType":"OIDC","attributes":{"tokenResponse":{"access_token":"AT"},"idToken":{"sub":"s-1"},"userInfo":{"name":"Jo"}}},
		"response":{"userAttributesToMap":{}}}`, event)
}

func TestInboundFederationResponse(t *testing.T) {
	for _, tt := range []struct {
		response  string
		want      map[string]string
		wantError string
	}{
		{`{}`, nil, ""},
		{`{"userAttributesToMap":{}}`, nil, ""},
		{`{"userAttributesToMap":null}`, nil, ""},
		{`{"userAttributesToMap":{"sub":"s-1","email":"jo@example.com"}}`, map[string]string{"sub": "s-1", "email": "jo@example.com"}, ""},
		{`{"userAttributesToMap":{"age":41}}`, nil, "InvalidLambdaResponseException: Unrecognizable lambda output"},
		{`{"userAttributesToMap":[]}`, nil, "InvalidLambdaResponseException: Unrecognizable lambda output"},
		{`null`, nil, "InvalidLambdaResponseException: Unrecognizable lambda output"},
	} {
		t.Run(tt.response, func(t *testing.T) {
			claims, err := invoker(responding(tt.response)).InboundFederation(t.Context(), trigger.Call{Source: trigger.InboundFederation, Pool: pool("InboundFederation")}, inbound)
			if tt.wantError != "" {
				require.EqualError(t, err, tt.wantError)
				return
			}
			require.NoError(t, err)
			if len(tt.want) == 0 {
				assert.Empty(t, claims)
				return
			}
			assert.Equal(t, tt.want, claims)
		})
	}
}

func TestPoolWithoutInboundFederation(t *testing.T) {
	claims, err := (&trigger.Invoker{}).InboundFederation(t.Context(), trigger.Call{Source: trigger.InboundFederation, Pool: pool("PreSignUp")}, inbound)
	require.NoError(t, err)
	assert.Empty(t, claims)
}
