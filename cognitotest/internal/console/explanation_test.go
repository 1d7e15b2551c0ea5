package console

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/requestlog"
)

const docsFolder = "../../../docs"

// Each page and each heading exists, and the section of a heading contains the error.
func TestExplanationsExist(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile(filepath.Join(docsFolder, "troubleshooting.md"))
	require.NoError(t, err)
	sections := strings.Split(string(page), "\n### ")
	for _, s := range symptoms {
		var found bool
		for _, section := range sections {
			if heading, body, _ := strings.Cut(section, "\n"); heading == s.heading {
				found = true
				assert.Contains(t, body, s.description, s.heading)
			}
		}
		assert.True(t, found, "%s is not a heading", s.heading)
	}
	assert.Contains(t, string(page), "\n## The refresh fails\n")
	for _, e := range endpoints {
		assert.FileExists(t, filepath.Join(docsFolder, "fidelity", e.page+".md"))
	}
	for _, a := range actions {
		assert.FileExists(t, filepath.Join(docsFolder, "fidelity", a.page+".md"))
	}
	for _, name := range []string{"faults.md", "fidelity/api.md"} {
		assert.FileExists(t, filepath.Join(docsFolder, name))
	}
}

func TestRejectionsAreExplained(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		r    requestlog.Request
		want []string // without the address of the documentation
	}{
		{"a success", requestlog.Request{Path: "/oauth2/token", Status: 200}, nil},
		{"a page", requestlog.Request{Path: "/login", Status: 400}, nil},
		{"a symptom", requestlog.Request{Action: "GetTokensFromRefreshToken", Status: 400, Error: "NotAuthorizedException", Description: "Refresh Token has expired"}, []string{"troubleshooting.md#refresh-token-has-expired"}},
		{"a symptom with an underscore", requestlog.Request{Action: "InitiateAuth", Status: 400, Description: "REFRESH_TOKEN_AUTH flow not enabled for this client"}, []string{"troubleshooting.md#refresh_token_auth-fails-at-a-client-that-rotates"}},
		{"invalid_grant", requestlog.Request{Path: "/oauth2/token", Status: 400, Error: "invalid_grant"}, []string{"troubleshooting.md#the-refresh-fails", "fidelity/token-endpoint.md"}},
		{"invalid_client", requestlog.Request{Path: "/oauth2/token", Status: 400, Error: "invalid_client"}, []string{"fidelity/token-endpoint.md"}},
		{"a redirect with an error", requestlog.Request{Path: "/oauth2/authorize", Status: 302, Error: "invalid_scope"}, []string{"fidelity/authorize.md"}},
		{"a sign-in", requestlog.Request{Action: "AdminInitiateAuth", Status: 400, Error: "NotAuthorizedException", Description: "Incorrect username or password."}, []string{"fidelity/sign-in.md"}},
		{"another action", requestlog.Request{Action: "TagResource", Status: 400, Error: "ResourceNotFoundException"}, []string{"fidelity/api.md"}},
		{"a fault", requestlog.Request{Action: "InitiateAuth", Status: 400, Error: "TooManyRequestsException", Fault: "throttle"}, []string{"faults.md"}},
	} {
		var got []string
		for _, e := range explain(tt.r) {
			got = append(got, strings.TrimPrefix(e.URL, docs))
			assert.NotEmpty(t, e.Title)
		}
		assert.Equal(t, tt.want, got, tt.name)
	}
}
