package clients

import (
	"encoding/json"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestAWSCLI lets the AWS CLI manage a pool, page through it, sign a user in and a person up. It is no client of npm, so it
// is skipped wherever it is not installed.
func TestAWSCLI(t *testing.T) {
	t.Parallel()
	program, err := exec.LookPath("aws")
	if err != nil {
		t.Skip("there is no aws on the PATH: install the AWS CLI to run this test")
	}
	s, _ := startStandIn(t)
	aws := func(t *testing.T, arguments ...string) map[string]any {
		t.Helper()
		said := run(t, "", s.env, program, append(append([]string{"cognito-idp"}, arguments...), "--output", "json")...)
		answer := map[string]any{}
		if said != "" { // of an action that answers nothing
			require.NoError(t, json.Unmarshal([]byte(said), &answer), said)
		}
		return answer
	}
	refused := func(t *testing.T, want string, arguments ...string) {
		t.Helper()
		said, err := runs(t, "", s.env, program, append([]string{"cognito-idp"}, arguments...)...)
		require.Error(t, err)
		assert.Contains(t, said, want)
	}

	made := aws(t, "create-user-pool", "--pool-name", "cli", "--auto-verified-attributes", "email")["UserPool"].(map[string]any)
	pool := made["Id"].(string)
	app := aws(t, "create-user-pool-client", "--user-pool-id", pool, "--client-name", "app",
		"--explicit-auth-flows", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH")["UserPoolClient"].(map[string]any)
	client := app["ClientId"].(string)

	t.Run("describe and list", func(t *testing.T) {
		t.Parallel()
		described := aws(t, "describe-user-pool", "--user-pool-id", pool)["UserPool"].(map[string]any)
		assert.Equal(t, made["Arn"], described["Arn"])
		assert.Equal(t, "OFF", described["MfaConfiguration"])
		listed := aws(t, "list-user-pools", "--max-results", "10")["UserPools"].([]any)
		require.Len(t, listed, 1)
		assert.Equal(t, "cli", listed[0].(map[string]any)["Name"])
	})
	t.Run("a person signs up, confirms and signs in", func(t *testing.T) {
		t.Parallel()
		up := aws(t, "sign-up", "--client-id", client, "--username", "ada", "--password", "Str0ng!Pass", "--user-attributes", "Name=email,Value=ada@example.com")
		assert.Equal(t, false, up["UserConfirmed"])
		assert.Equal(t, map[string]any{"AttributeName": "email", "DeliveryMedium": "EMAIL", "Destination": "a***@e***"}, up["CodeDeliveryDetails"])
		initiate := []string{"initiate-auth", "--client-id", client, "--auth-flow", "USER_PASSWORD_AUTH", "--auth-parameters", "USERNAME=ada,PASSWORD=Str0ng!Pass"}
		refused(t, "(UserNotConfirmedException) when calling the InitiateAuth operation: User is not confirmed.", initiate...)
		code, found := s.codeSentTo("ada@example.com")
		require.True(t, found)
		aws(t, "confirm-sign-up", "--client-id", client, "--username", "ada", "--confirmation-code", code)
		tokens := aws(t, initiate...)["AuthenticationResult"].(map[string]any)
		assert.Equal(t, "Bearer", tokens["TokenType"])
		again := aws(t, "initiate-auth", "--client-id", client, "--auth-flow", "REFRESH_TOKEN_AUTH", "--auth-parameters", "REFRESH_TOKEN="+tokens["RefreshToken"].(string))
		assert.NotContains(t, again["AuthenticationResult"], "RefreshToken")
		assert.Equal(t, "ada", aws(t, "get-user", "--access-token", tokens["AccessToken"].(string))["Username"])
	})
	t.Run("an administrator makes users, and the CLI pages through them", func(t *testing.T) {
		t.Parallel()
		for _, name := range []string{"u1", "u2", "u3"} {
			aws(t, "admin-create-user", "--user-pool-id", pool, "--username", name, "--message-action", "SUPPRESS")
		}
		// The CLI asks for one user at a time and joins the pages.
		listed := aws(t, "list-users", "--user-pool-id", pool, "--page-size", "1", "--filter", `username ^= "u"`)["Users"].([]any)
		assert.Len(t, listed, 3)
	})
	t.Run("refusals", func(t *testing.T) {
		t.Parallel()
		refused(t, "(ResourceNotFoundException) when calling the DescribeUserPool operation: User pool us-east-1_AbCdEfGhI does not exist.",
			"describe-user-pool", "--user-pool-id", "us-east-1_AbCdEfGhI")
		refused(t, "(InvalidParameterException) when calling the CreateUserPool operation: 1 validation error detected: Value 'a/b' at 'poolName' failed to satisfy constraint",
			"create-user-pool", "--pool-name", "a/b")
	})
}
