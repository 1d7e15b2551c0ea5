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

// sdkScenario calls the actions of one resource with the AWS SDK, on a server of its own.
type sdkScenario struct {
	resource string
	client   func(*idp.CreateUserPoolClientInput) // may be nil
	run      func(*testing.T, *login)
}

// sdkScenarios has a line for each resource. Its function is in a file of its own: a new action is added there, a new
// resource here.
var sdkScenarios = []sdkScenario{
	{"user pool", nil, userPoolScenario},
	{"user pool client", rotating(10), userPoolClientScenario},
	{"client secret", confidential, clientSecretScenario},
	{"user pool domain", nil, userPoolDomainScenario},
	{"UI customization", nil, uiCustomizationScenario},
	{"managed login branding", nil, brandingActions},
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
}

// TestEveryActionThroughTheSDK: the client of AWS can call every implemented action without an
// error, and can decode the response. Other tests check the values, and the actions that the
// client's version does not have.
func TestEveryActionThroughTheSDK(t *testing.T) {
	succeeded := map[string]bool{}
	for _, scenario := range sdkScenarios {
		require.True(t, t.Run(scenario.resource, func(t *testing.T) {
			l := newLogin(t, scenario.client)
			scenario.run(t, l)
			maps.Copy(succeeded, l.succeeded)
		}))
	}
	has := slices.DeleteFunc(cognitoidp.Actions(), func(action string) bool {
		_, ok := reflect.TypeFor[*idp.Client]().MethodByName(action)
		return !ok
	})
	assert.Equal(t, has, slices.Sorted(maps.Keys(succeeded)))
}

// must returns the output of an action that must succeed.
func must[T any](out T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		require.NoError(t, err)
		return out
	}
}
