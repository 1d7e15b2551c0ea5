package main

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// post sends a JSON body, and returns the response.
func (r *settingsRun) post(t *testing.T, address, target, body string) (status int, response string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	if target != "" {
		request.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+target)
		request.Header.Set("Content-Type", "application/x-amz-json-1.1")
		request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261129/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00")
	}
	got, err := r.config.HTTPClient.Do(request)
	require.NoError(t, err)
	defer got.Body.Close()
	text, err := io.ReadAll(got.Body)
	require.NoError(t, err)
	return got.StatusCode, string(text)
}

// TestChecksOfDynamicClientRegistration opens a pool, registers a client, and applies the fixes of the pages. The SDK for Go
// cannot send or read the settings.
func TestChecksOfDynamicClientRegistration(t *testing.T) {
	t.Parallel()
	run := newSettingsRun(t, 1, 1, false)
	e := &run.environments[0]
	api := cognitoidentityprovider.NewFromConfig(run.config)
	configure := func(block string) {
		t.Helper()
		status, body := run.post(t, "https://cognito-idp.us-east-1.amazonaws.com/", "UpdateUserPool",
			`{"UserPoolId":"`+e.UserPoolID+`","DeletionProtection":"ACTIVE","DcrConfiguration":`+block+`}`)
		require.Equal(t, http.StatusOK, status, body)
	}
	failing := func() []string { return failedChecks(t, run.check(t.Context())) }
	assert.Empty(t, failing())

	configure(`{"OpenDcrEnabled":true}`)
	assert.Equal(t, []string{"open-registration"}, failing())
	e.Declared.OpenRegistration = new(true)
	assert.Empty(t, failing(), "as declared")

	status, body := run.post(t, "https://tenant-0.auth.us-east-1.amazoncognito.com/oauth2/register", "", `{"client_name":"agent","redirect_uris":["https://agent.example.com/callback"],"scope":"openid"}`)
	require.Equal(t, http.StatusCreated, status, body)
	var registered struct {
		ID string `json:"client_id"`
	}
	require.NoError(t, json.Unmarshal([]byte(body), &registered))
	require.NoError(t, check.AddClients(t.Context(), check.NewAPI(api), e))
	require.Len(t, e.Clients, 2)
	outcome := func() report.Outcome {
		t.Helper()
		for _, c := range run.check(t.Context()).Environments[0].Clients {
			for _, result := range c.Results {
				if c.Key == "agent" && result.Check == "registered-clients" {
					return result.Outcome
				}
				assert.False(t, result.Check == "registered-clients" && result.Outcome != report.NotApplicable, "%s: %+v", c.Key, result)
			}
		}
		return ""
	}
	assert.Equal(t, report.Passed, outcome())

	// The fix of open-registration: the client stays, and its check still passes.
	configure(`{"EnableStatus":"Enabled","OpenDcrEnabled":false}`)
	e.Declared.OpenRegistration = nil
	assert.Equal(t, report.Passed, outcome())
	assert.NotContains(t, failing(), "open-registration")

	configure(`{"EnableStatus":"Disabled"}`)
	assert.Equal(t, report.Failed, outcome())

	// The fix of registered-clients.
	_, err := api.DeleteUserPoolClient(t.Context(), &cognitoidentityprovider.DeleteUserPoolClientInput{UserPoolId: &e.UserPoolID, ClientId: &registered.ID})
	require.NoError(t, err)
	e.Clients = e.Clients[1:]
	assert.Empty(t, failing())
}

// TestSnapshotOfOpenRegistration: a snapshot of an open pool declares it, and a snapshot of another does not.
func TestSnapshotOfOpenRegistration(t *testing.T) {
	t.Parallel()
	run := newSettingsRun(t, 1, 1, false)
	e := run.environments[0]
	connection, err := run.options.Connect(t.Context(), &e)
	require.NoError(t, err)
	snapshot, err := check.Snapshot(t.Context(), connection, e)
	require.NoError(t, err)
	assert.Nil(t, snapshot.Declared.OpenRegistration)
	status, body := run.post(t, "https://cognito-idp.us-east-1.amazonaws.com/", "UpdateUserPool", `{"UserPoolId":"`+e.UserPoolID+`","DcrConfiguration":{"OpenDcrEnabled":true}}`)
	require.Equal(t, http.StatusOK, status, body)
	snapshot, err = check.Snapshot(t.Context(), connection, e)
	require.NoError(t, err)
	assert.Equal(t, new(true), snapshot.Declared.OpenRegistration)
}
