package clients

import (
	"encoding/json"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestAWSCLI uses the AWS CLI to manage a pool, to page through it, to sign a user up and to sign a user in. npm cannot
// install the AWS CLI, so the test is skipped if the AWS CLI is not installed.
func TestAWSCLI(t *testing.T) {
	t.Parallel()
	program, err := exec.LookPath("aws")
	if err != nil {
		t.Skip("aws is not on the PATH: install the AWS CLI to run this test")
	}
	s, _ := startEmulator(t)
	aws := func(t *testing.T, arguments ...string) map[string]any {
		t.Helper()
		output := run(t, "", s.env, program, append(append([]string{"cognito-idp"}, arguments...), "--output", "json")...)
		answer := map[string]any{}
		if output != "" { // some actions have no output
			require.NoError(t, json.Unmarshal([]byte(output), &answer), output)
		}
		return answer
	}
	rejected := func(t *testing.T, want string, arguments ...string) {
		t.Helper()
		output, err := runs(t, "", s.env, program, append([]string{"cognito-idp"}, arguments...)...)
		require.Error(t, err)
		assert.Contains(t, output, want)
	}

	created := aws(t, "create-user-pool", "--pool-name", "cli", "--auto-verified-attributes", "email")["UserPool"].(map[string]any)
	pool := created["Id"].(string)
	app := aws(t, "create-user-pool-client", "--user-pool-id", pool, "--client-name", "app",
		"--explicit-auth-flows", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH")["UserPoolClient"].(map[string]any)
	client := app["ClientId"].(string)

	t.Run("describe and list", func(t *testing.T) {
		t.Parallel()
		described := aws(t, "describe-user-pool", "--user-pool-id", pool)["UserPool"].(map[string]any)
		assert.Equal(t, created["Arn"], described["Arn"])
		assert.Equal(t, "OFF", described["MfaConfiguration"])
		listed := aws(t, "list-user-pools", "--max-results", "10")["UserPools"].([]any)
		require.Len(t, listed, 1)
		assert.Equal(t, "cli", listed[0].(map[string]any)["Name"])
	})
	t.Run("a user signs up, confirms and signs in", func(t *testing.T) {
		t.Parallel()
		up := aws(t, "sign-up", "--client-id", client, "--username", "ada", "--password", "Str0ng!Pass", "--user-attributes", "Name=email,Value=ada@example.com")
		assert.Equal(t, false, up["UserConfirmed"])
		assert.Equal(t, map[string]any{"AttributeName": "email", "DeliveryMedium": "EMAIL", "Destination": "a***@e***"}, up["CodeDeliveryDetails"])
		initiate := []string{"initiate-auth", "--client-id", client, "--auth-flow", "USER_PASSWORD_AUTH", "--auth-parameters", "USERNAME=ada,PASSWORD=Str0ng!Pass"}
		rejected(t, "(UserNotConfirmedException) when calling the InitiateAuth operation: User is not confirmed.", initiate...)
		code, found := s.codeSentTo("ada@example.com")
		require.True(t, found)
		aws(t, "confirm-sign-up", "--client-id", client, "--username", "ada", "--confirmation-code", code)
		tokens := aws(t, initiate...)["AuthenticationResult"].(map[string]any)
		assert.Equal(t, "Bearer", tokens["TokenType"])
		again := aws(t, "initiate-auth", "--client-id", client, "--auth-flow", "REFRESH_TOKEN_AUTH", "--auth-parameters", "REFRESH_TOKEN="+tokens["RefreshToken"].(string))
		assert.NotContains(t, again["AuthenticationResult"], "RefreshToken")
		assert.Equal(t, "ada", aws(t, "get-user", "--access-token", tokens["AccessToken"].(string))["Username"])
	})
	t.Run("an administrator creates users, and the CLI pages through them", func(t *testing.T) {
		t.Parallel()
		for _, name := range []string{"u1", "u2", "u3"} {
			aws(t, "admin-create-user", "--user-pool-id", pool, "--username", name, "--message-action", "SUPPRESS")
		}
		// The CLI requests one user per page and joins the pages.
		listed := aws(t, "list-users", "--user-pool-id", pool, "--page-size", "1", "--filter", `username ^= "u"`)["Users"].([]any)
		assert.Len(t, listed, 3)
	})
	t.Run("errors", func(t *testing.T) {
		t.Parallel()
		rejected(t, "(ResourceNotFoundException) when calling the DescribeUserPool operation: User pool us-east-1_AbCdEfGhI does not exist.",
			"describe-user-pool", "--user-pool-id", "us-east-1_AbCdEfGhI")
		rejected(t, "(InvalidParameterException) when calling the CreateUserPool operation: 1 validation error detected: Value 'a/b' at 'poolName' failed to satisfy constraint",
			"create-user-pool", "--pool-name", "a/b")
	})
}
