package settings

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestLocalURLsAreInvalidInProduction(t *testing.T) {
	t.Parallel()
	const web, local, loopback = "https://app.example.com/callback", "http://localhost:3000/callback", "http://127.0.0.1:7777/callback"
	wrong := func(urls ...string) []report.Finding {
		var findings []report.Finding
		for _, u := range urls {
			findings = append(findings, report.Finding{
				Message: `The callback URL "` + u + `" is on the user's own machine and must not be in production.`,
				Fix:     "Remove it from callback_urls, or correct it there, and apply.",
			})
		}
		return findings
	}
	for _, tt := range []struct {
		name     string
		deployed types.UserPoolClientType
		findings []report.Finding
	}{
		{"a page of the app", publicClient(withCallbackURLs(web)), nil},
		{"localhost and a page of the app", publicClient(withCallbackURLs(web, local)), wrong(local)},
		{"localhost, https", publicClient(withCallbackURLs("https://localhost/callback")), wrong("https://localhost/callback")},
		{"a name below localhost", publicClient(withCallbackURLs("http://app.localhost/callback")), wrong("http://app.localhost/callback")},
		{"loopback and a page of the app", publicClient(withCallbackURLs(web, loopback)), wrong(loopback)},
		{"loopback of a native app", publicClient(withCallbackURLs(loopback, "http://[::1]:7777/callback", "com.example.app:/callback")), nil},
		{"localhost of a native app", publicClient(withCallbackURLs(local, loopback)), wrong(local)},
		{"loopback with a secret", confidentialClient(withCallbackURLs(loopback)), wrong(loopback)},
		{"an app's own scheme", publicClient(withCallbackURLs("com.example.app://localhost/callback")), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			production := checktest.Environment(environment.AppClient{})
			production.Production = true
			got := checktest.Run(t, &checktest.API{AppClient: &tt.deployed}, nil, CallbackURLs, production)
			assert.Equal(t, tt.findings, got.Findings)

			elsewhere := checktest.Run(t, &checktest.API{AppClient: &tt.deployed}, nil, CallbackURLs, checktest.Environment(environment.AppClient{}))
			assert.Empty(t, elsewhere.Findings, "local URLs are valid outside production")
		})
	}
}

func TestInvalidURL(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, url, want string }{
		{"https", "https://app.example.com/callback?x=1", ""},
		{"an app's own scheme", "myapp://callback", ""},
		{"http on localhost", "http://localhost:3000/callback", ""},
		{"http on localhost in upper case", "http://LOCALHOST/callback", ""},
		{"http on IPv4 loopback", "http://127.0.0.1/callback", ""},
		{"http on IPv6 loopback", "http://[::1]:8080/callback", ""},
		{"http", "http://app.example.com/callback", "is http and must be https"},
		{"http in upper case", "HTTP://app.example.com/callback", "is http and must be https"},
		{"http on a host that begins with localhost", "http://localhost.example.com/callback", "is http and must be https"},
		{"http on an address of a private network", "http://192.168.1.10/callback", "is http and must be https"},
		{"a fragment", "https://app.example.com/#/callback", "has a fragment and must have none"},
		{"an empty fragment", "https://app.example.com/#", "has a fragment and must have none"},
		{"any name", "https://*.example.com/callback", "contains a *, which is not a wildcard, and must be written in full"},
		{"any path", "https://app.example.com/*", "contains a *, which is not a wildcard, and must be written in full"},
		{"any port", "http://localhost:*/callback", "contains a *, which is not a wildcard, and must be written in full"},
		{"no scheme", "app.example.com/callback", "is not absolute and must begin with a scheme"},
		{"a path", "/callback", "is not absolute and must begin with a scheme"},
		{"not a URL", "https://app example.com/", "is not absolute and must begin with a scheme"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, tt.want, invalidURL(tt.url, false, false))
		})
	}
}
