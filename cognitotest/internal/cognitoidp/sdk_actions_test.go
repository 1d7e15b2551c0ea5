package cognitoidp_test

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/cognitoidp"
)

// sdkScenario calls the actions of one resource through the AWS SDK. Each scenario has a new server.
type sdkScenario struct {
	resource string
	client   func(*idp.CreateUserPoolClientInput) // changes the settings of the app client; may be nil
	run      func(*testing.T, *sdkServer)
}

// sdkScenarios has one line for each resource. The function of a resource is in its own file: add a new
// action there, and a new resource here.
var sdkScenarios = []sdkScenario{
	{"user pool", nil, userPoolScenario},
	{"user pool client", rotating(10), userPoolClientScenario},
	{"client secret", confidential, clientSecretScenario},
	{"user pool domain", nil, userPoolDomainScenario},
	{"UI customization", nil, uiCustomizationScenario},
	{"managed login branding", nil, brandingScenario},
	{"risk configuration", nil, riskConfigurationScenario},
	{"terms", nil, termsScenario},
	{"log delivery", nil, logDeliveryScenario},
	{"links", nil, linkScenario},
	{"resource server", nil, resourceServerScenario},
	{"identity provider", nil, identityProviderScenario},
	{"user", nil, userScenario},
	{"account", nil, accountScenario},
	{"group", nil, groupScenario},
	{"sign-in", adminPassword, signInScenario},
	{"refresh token", rotating(10), refreshTokenScenario},
	{"software token", nil, softwareTokenScenario},
	{"device", nil, deviceScenario},
	{"import job", nil, importJobScenario},
	{"auth event", nil, authEventScenario},
	{"passkey", nil, passkeyScenario},
	{"provisioned limit", nil, provisionedLimitScenario},
	{"replica", nil, userPoolReplicaScenario},
}

// TestEveryActionThroughTheSDK: the AWS SDK can call every implemented action and decode the response.
// Other tests check the values.
func TestEveryActionThroughTheSDK(t *testing.T) {
	succeeded := map[string]bool{}
	for _, scenario := range sdkScenarios {
		require.True(t, t.Run(scenario.resource, func(t *testing.T) {
			s := startSDK(t, scenario.client)
			scenario.run(t, s)
			maps.Copy(succeeded, s.succeeded)
		}))
	}
	known := slices.DeleteFunc(cognitoidp.Actions(), func(action string) bool { // the SDK of go.mod is older than the API model
		_, known := reflect.TypeFor[*idp.Client]().MethodByName(action)
		return !known
	})
	assert.Equal(t, known, slices.Sorted(maps.Keys(succeeded)))
}

// must returns a function that requires success and returns the output of an action.
func must[T any](out T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		require.NoError(t, err)
		return out
	}
}
