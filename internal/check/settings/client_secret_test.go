package settings

import (
	"testing"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestClientSecret(t *testing.T) {
	t.Parallel()
	declared := func(confidential bool) environment.AppClient {
		return environment.AppClient{Confidential: &confidential}
	}
	const fix = " under a new key, let the app use it, and remove this one."
	runClientCases(t, ClientSecret, []clientCase{
		{"confidential as declared", confidentialClient(nil), declared(true), passed},
		{"public as declared", publicClient(nil), declared(false), passed},
		{"confidential", confidentialClient(nil), declared(false), failed("The client has a secret and is declared public.", "Add a client with generate_secret = false"+fix)},
		{"public", publicClient(nil), declared(true), failed("The client has no secret and is declared confidential.", "Add a client with generate_secret = true"+fix)},
		{"undeclared", confidentialClient(nil), environment.AppClient{}, notApplicable("it is not declared whether the client is confidential")},
	})
}
