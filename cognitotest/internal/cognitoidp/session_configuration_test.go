package cognitoidp_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const (
	plainClient   = `{"UserPoolId":"{pool}","ClientName":"c"}`
	trackingOn    = `{"UserPoolId":"{pool}","UserSessionTracking":"ENABLED","TokenSession":{"MaxPerUser":3}}`
	trackingOff   = `{"UserPoolId":"{pool}","UserSessionTracking":"DISABLED","TokenSession":{"MaxPerUser":5}}`
	fiveMinutes   = `{"UserPoolId":"{pool}","ClientId":"{client}","SSOSession":{"MaxValidityMinutes":5}}`
	litePool      = `{"PoolName":"p","UserPoolTier":"LITE"}`
	clientSubject = `{"UserPoolId":"{pool}","ClientId":"{client}"}`
)

// TestSessionConfigurationRoundTrip: a replacement is returned, also after a restart.
func TestSessionConfigurationRoundTrip(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := startWith(t, cognitotest.Config{StateDir: dir})
	s.pool(t, `{"PoolName":"p"}`)
	s.client(t, plainClient)
	check := func(action, body, want string) {
		t.Helper()
		s.ok(t, action, body) // it checks the response against the model
		assert.JSONEq(t, s.placeholders.Replace(want), s.call(t, action, body).body)
	}
	check("GetUserPoolSessionConfiguration", `{"UserPoolId":"{pool}"}`, `{"UserPoolId":"{pool}","UserSessionTracking":"DISABLED","TokenSession":{"MaxPerUser":20}}`)
	check("GetUserPoolClientSessionConfiguration", clientSubject, `{"UserPoolId":"{pool}","ClientId":"{client}","SSOSession":{"MaxValidityMinutes":60}}`)
	check("SetUserPoolSessionConfiguration", trackingOn, trackingOn)
	check("GetUserPoolSessionConfiguration", `{"UserPoolId":"{pool}"}`, trackingOn)
	check("SetUserPoolClientSessionConfiguration", fiveMinutes, fiveMinutes)
	check("GetUserPoolClientSessionConfiguration", clientSubject, fiveMinutes)
	check("SetUserPoolSessionConfiguration", trackingOff, trackingOff)
	s.fails(t, "SetUserPoolClientSessionConfiguration", fiveMinutes, "OperationNotEnabledException", "Session tracking is not enabled for the user pool.")
	check("GetUserPoolClientSessionConfiguration", clientSubject, fiveMinutes)

	s.Close()
	again, err := cognitotest.Start(cognitotest.Config{StateDir: dir})
	require.NoError(t, err)
	t.Cleanup(again.Close)
	s.Server = again
	check("GetUserPoolSessionConfiguration", `{"UserPoolId":"{pool}"}`, trackingOff)
	check("GetUserPoolClientSessionConfiguration", clientSubject, fiveMinutes)

	check("SetUserPoolSessionConfiguration", trackingOn, trackingOn)
	for _, minutes := range []string{"0", "129600"} {
		bound := `{"UserPoolId":"{pool}","ClientId":"{client}","SSOSession":{"MaxValidityMinutes":` + minutes + `}}`
		check("SetUserPoolClientSessionConfiguration", bound, bound)
		check("GetUserPoolClientSessionConfiguration", clientSubject, bound)
	}
	s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}"}`)
	check("GetUserPoolSessionConfiguration", `{"UserPoolId":"{pool}"}`, trackingOn)
}

func TestSessionConfigurationErrors(t *testing.T) {
	t.Parallel()
	const (
		documented  = "model"
		unspecified = "unspecified"
		off         = "Session tracking is not enabled for the user pool."
		lite        = "The following feature is not available for the LITE pricing tier configured: User Session Tracking"
	)
	pool := func(configuration string) request {
		return request{"SetUserPoolSessionConfiguration", `{"UserPoolId":"{pool}",` + configuration + `}`}
	}
	client := func(configuration string) request {
		return request{"SetUserPoolClientSessionConfiguration", `{"UserPoolId":"{pool}","ClientId":"{client}"` + configuration + `}`}
	}
	on := []request{{"SetUserPoolSessionConfiguration", trackingOn}}
	checkRules(t, []rule{
		{name: "no tracking", source: documented, request: pool(`"TokenSession":{"MaxPerUser":3}`), message: "1 validation error detected: Value null at 'userSessionTracking' failed to satisfy constraint: Member must not be null"},
		{name: "no token session", source: documented, request: pool(`"UserSessionTracking":"ENABLED"`), message: "1 validation error detected: Value null at 'tokenSession' failed to satisfy constraint: Member must not be null"},
		{name: "empty token session", source: documented, request: pool(`"UserSessionTracking":"ENABLED","TokenSession":{}`), message: "1 validation error detected: Value null at 'tokenSession.maxPerUser' failed to satisfy constraint: Member must not be null"},
		{name: "limit 0", source: documented, request: pool(`"UserSessionTracking":"ENABLED","TokenSession":{"MaxPerUser":0}`), message: "1 validation error detected: Value '0' at 'tokenSession.maxPerUser' failed to satisfy constraint: Member must have value greater than or equal to 1"},
		{name: "limit 101", source: documented, request: pool(`"UserSessionTracking":"ENABLED","TokenSession":{"MaxPerUser":101}`), message: "1 validation error detected: Value '101' at 'tokenSession.maxPerUser' failed to satisfy constraint: Member must have value less than or equal to 100"},
		{name: "another state", source: documented, request: pool(`"UserSessionTracking":"ON","TokenSession":{"MaxPerUser":3}`), message: "1 validation error detected: Value 'ON' at 'userSessionTracking' failed to satisfy constraint: Member must satisfy enum value set: [DISABLED, ENABLED]"},
		{name: "on in LITE", source: documented, pool: litePool, request: request{"SetUserPoolSessionConfiguration", trackingOn}, exception: "FeatureUnavailableInTierException", message: lite},
		{name: "off in LITE", source: unspecified, pool: litePool, request: request{"SetUserPoolSessionConfiguration", trackingOff}, exception: "FeatureUnavailableInTierException", message: lite},
		{name: "client in LITE", source: documented, pool: litePool, client: plainClient, request: request{"SetUserPoolClientSessionConfiguration", fiveMinutes}, exception: "FeatureUnavailableInTierException", message: lite},
		{name: "to LITE while tracking", source: unspecified, given: on, request: request{"UpdateUserPool", `{"UserPoolId":"{pool}","UserPoolTier":"LITE"}`}, exception: "FeatureUnavailableInTierException", message: "The following features need to be disabled for the LITE pricing tier configured: User Session Tracking"},
		{name: "client without tracking", source: unspecified, client: plainClient, request: request{"SetUserPoolClientSessionConfiguration", fiveMinutes}, exception: "OperationNotEnabledException", message: off},
		{name: "client after tracking", source: unspecified, client: plainClient, given: append(on, request{"SetUserPoolSessionConfiguration", trackingOff}), request: request{"SetUserPoolClientSessionConfiguration", fiveMinutes}, exception: "OperationNotEnabledException", message: off},
		{name: "no minutes", source: documented, client: plainClient, given: on, request: client(`,"SSOSession":{}`), message: "1 validation error detected: Value null at 'sSOSession.maxValidityMinutes' failed to satisfy constraint: Member must not be null"},
		{name: "no SSO session", source: documented, client: plainClient, given: on, request: client(``), message: "1 validation error detected: Value null at 'sSOSession' failed to satisfy constraint: Member must not be null"},
		{name: "minutes below 0", source: documented, client: plainClient, given: on, request: client(`,"SSOSession":{"MaxValidityMinutes":-1}`), message: "1 validation error detected: Value '-1' at 'sSOSession.maxValidityMinutes' failed to satisfy constraint: Member must have value greater than or equal to 0"},
		{name: "more than 90 days", source: documented, client: plainClient, given: on, request: client(`,"SSOSession":{"MaxValidityMinutes":129601}`), message: "1 validation error detected: Value '129601' at 'sSOSession.maxValidityMinutes' failed to satisfy constraint: Member must have value less than or equal to 129600"},
		{name: "unknown pool, get", source: documented, request: request{"GetUserPoolSessionConfiguration", `{"UserPoolId":"us-east-1_AbCdEfGhI"}`}, exception: "ResourceNotFoundException", message: "User pool us-east-1_AbCdEfGhI does not exist."},
		{name: "pool of another region, set", source: documented, request: request{"SetUserPoolSessionConfiguration", `{"UserPoolId":"eu-west-1_AbCdEfGhI","UserSessionTracking":"ENABLED","TokenSession":{"MaxPerUser":3}}`}, exception: "ResourceNotFoundException", message: "User pool eu-west-1_AbCdEfGhI does not exist."},
		{name: "unknown client, get", source: documented, request: request{"GetUserPoolClientSessionConfiguration", `{"UserPoolId":"{pool}","ClientId":"unknown"}`}, exception: "ResourceNotFoundException", message: "User pool client unknown does not exist."},
		{name: "unknown client, set", source: documented, given: on, request: request{"SetUserPoolClientSessionConfiguration", `{"UserPoolId":"{pool}","ClientId":"unknown","SSOSession":{"MaxValidityMinutes":5}}`}, exception: "ResourceNotFoundException", message: "User pool client unknown does not exist."},
		{name: "deleted client", source: documented, client: plainClient, given: append(on, request{"SetUserPoolClientSessionConfiguration", fiveMinutes}, request{"DeleteUserPoolClient", clientSubject}), request: request{"GetUserPoolClientSessionConfiguration", clientSubject}, exception: "ResourceNotFoundException", message: "User pool client {client} does not exist."},
	})
}
