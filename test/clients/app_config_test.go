package clients

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// appConfig runs `cognitokit app-config` for an emulator.
func appConfig(t *testing.T, s *emulator, arguments ...string) string {
	t.Helper()
	return run(t, "../..", os.Environ(), "go", append([]string{"run", "./cmd/cognitokit", "app-config", "--endpoint", s.endpoint}, arguments...)...)
}

// TestAppConfigOfOIDCClientTS signs in with the printed configuration, which uses the plain endpoint.
func TestAppConfigOfOIDCClientTS(t *testing.T) {
	t.Parallel()
	node(t)
	s, e, _ := newPool(t)
	e.AppConfig = appConfig(t, s, "--for", "oidc-client-ts", "--client", "spa")
	runScript(t, "app-config-oidc-client-ts.mjs", s, e)
}

// TestAppConfigOfOIDCClientTSInABrowser does the same in the page of an app, in a browser without the proxy and the CA.
func TestAppConfigOfOIDCClientTSInABrowser(t *testing.T) {
	t.Parallel()
	s, a, _ := newBrowserPool(t, "app-config-oidc-client-ts.page.mjs")
	a.environment.AppConfig = appConfig(t, s, "--for", "oidc-client-ts", "--client", "spa")
	openPlainTab(t).runPage(s, a, signInOnClassicPage(a.environment.User)...)
}

// TestAppConfigOfAmplify signs in by the API with the printed configuration, which uses the plain endpoint.
func TestAppConfigOfAmplify(t *testing.T) {
	t.Parallel()
	node(t)
	s, e, api := newPool(t)
	plain := e.Clients["plain"].ID
	_, err := api.UpdateUserPoolClient(t.Context(), &idp.UpdateUserPoolClientInput{
		UserPoolId: &e.PoolID, ClientId: &plain,
		AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: []types.OAuthFlowType{types.OAuthFlowTypeCode}, AllowedOAuthScopes: []string{"openid", "email"},
		CallbackURLs: []string{e.Clients["plain"].Redirect}, LogoutURLs: []string{e.Clients["plain"].Logout}, SupportedIdentityProviders: []string{"COGNITO"},
		ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"},
	})
	require.NoError(t, err)
	e.AppConfig = appConfig(t, s, "--for", "amplify", "--client", "plain")
	runScript(t, "app-config-amplify.mjs", s, e)
}

// TestAppConfigOfAmplifyInABrowser signs in by redirect with the printed configuration. The browser has the proxy and the CA of the
// emulator, as `cognitokit browser` opens it, because Amplify opens the domain with https only.
func TestAppConfigOfAmplifyInABrowser(t *testing.T) {
	t.Parallel()
	s, a, _ := newBrowserPool(t, "app-config-amplify.page.mjs")
	a.environment.AppConfig = appConfig(t, s, "--for", "amplify", "--client", "spa")
	runPage(t, s, a, append(signInOnClassicPage(a.environment.User), signInOnClassicPage(a.environment.User)...)...)
}

// TestAppConfigOfBoto3 runs the printed code, and reads the pool and its client with it.
func TestAppConfigOfBoto3(t *testing.T) {
	t.Parallel()
	python, err := exec.LookPath("python3")
	if err == nil {
		err = exec.Command(python, "-c", "import boto3").Run()
	}
	if err != nil {
		t.Skip("python3 with boto3 is not installed: apt-get install python3-boto3, or pip install boto3")
	}
	s, e, _ := newPool(t)
	web := e.Clients["web"]
	const use = `
client = cognito.describe_user_pool_client(UserPoolId=USER_POOL_ID, ClientId=CLIENT_ID)["UserPoolClient"]
print(client["ClientName"], client["ClientSecret"] == CLIENT_SECRET)
`
	shown := appConfig(t, s, "--for", "boto3", "--client", "web", "--show-secrets")
	assert.Contains(t, shown, web.Secret)
	assert.Equal(t, "web True\n", run(t, "", s.env, python, "-c", shown+use))
	hidden := appConfig(t, s, "--for", "boto3", "--client", "web")
	assert.NotContains(t, hidden, web.Secret)
	assert.Equal(t, "web True\n", run(t, "", append(s.env, "COGNITO_CLIENT_SECRET="+web.Secret), python, "-c", hidden+use))
}

// TestAppConfigOfTheAWSCLI calls the emulator with the printed profile and without the variables of the emulator.
func TestAppConfigOfTheAWSCLI(t *testing.T) {
	t.Parallel()
	program, err := exec.LookPath("aws")
	if err != nil {
		t.Skip("aws is not on the PATH: install the AWS CLI to run this test")
	}
	s, e, _ := newPool(t)
	file := filepath.Join(t.TempDir(), "config")
	require.NoError(t, os.WriteFile(file, []byte(appConfig(t, s, "--for", "aws-cli")), 0o600))
	env := append(childEnvironment(os.Environ(), nil), "AWS_CONFIG_FILE="+file, "AWS_SHARED_CREDENTIALS_FILE="+filepath.Join(t.TempDir(), "none"))
	output := run(t, "", env, program, "--profile", "cognitokit", "cognito-idp", "describe-user-pool", "--user-pool-id", e.PoolID, "--query", "UserPool.Name", "--output", "text")
	assert.Equal(t, "clients\n", output)
	caller := run(t, "", env, program, "--profile", "cognitokit", "sts", "get-caller-identity", "--query", "Account", "--output", "text")
	assert.Regexp(t, `^\d{12}\n$`, caller)
}

// TestAppConfigOfAuthJS signs in to an app of Auth.js with the printed configuration, which uses production URLs.
func TestAppConfigOfAuthJS(t *testing.T) {
	t.Parallel()
	node(t)
	for _, key := range []string{"web", "plain"} { // with and without a secret
		t.Run(key, func(t *testing.T) {
			t.Parallel()
			s, e, api := newPool(t)
			c := e.Clients[key]
			without := appConfig(t, s, "--for", "authjs", "--client", key)
			const callback = appOrigin + "/api/auth/callback/cognito"
			require.Contains(t, without, "# Add this callback URL to the client: "+callback+"\n")
			_, err := api.UpdateUserPoolClient(t.Context(), &idp.UpdateUserPoolClientInput{
				UserPoolId: &e.PoolID, ClientId: &c.ID,
				AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: []types.OAuthFlowType{types.OAuthFlowTypeCode}, AllowedOAuthScopes: []string{"openid", "email"},
				CallbackURLs: []string{c.Redirect, callback}, SupportedIdentityProviders: []string{"COGNITO"},
			})
			require.NoError(t, err)
			e.AppConfig = appConfig(t, s, "--for", "authjs", "--client", key, "--show-secrets")
			assert.NotContains(t, e.AppConfig, "Add this callback URL")
			runScript(t, "app-config-authjs.mjs", s, e)
		})
	}
}
