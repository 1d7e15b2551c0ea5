package settings

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestCallbackURLs(t *testing.T) {
	t.Parallel()
	declared := func(urls ...string) environment.AppClient {
		return environment.AppClient{CallbackURLs: append([]string{}, urls...)}
	}
	const web, local = "https://app.example.com/callback", "http://localhost:3000/callback"
	runClientCases(t, CallbackURLs, []clientCase{
		{"as declared, in another order", publicClient(withCallbackURLs(local, web)), declared(web, local), passed},
		{
			"an additional one", publicClient(withCallbackURLs(web, "https://evil.example.com/")), declared(web),
			failed(`The callback URL "https://evil.example.com/" is registered and is not declared.`, "Apply the configuration again, or add it to callback_urls."),
		},
		{
			"a missing one", publicClient(withCallbackURLs(web)), declared(web, local),
			failed(`The callback URL "http://localhost:3000/callback" is declared and is not registered.`, "Apply the configuration again, or remove it from callback_urls."),
		},
		{
			"a URL that differs in its last character", publicClient(withCallbackURLs(web + "/")), declared(web),
			report.Result{Outcome: report.Failed, Findings: []report.Finding{
				{Message: `The callback URL "https://app.example.com/callback/" is registered and is not declared.`, Fix: "Apply the configuration again, or add it to callback_urls."},
				{Message: `The callback URL "https://app.example.com/callback" is declared and is not registered.`, Fix: "Apply the configuration again, or remove it from callback_urls."},
			}},
		},
		{
			"wrong and undeclared is reported once", publicClient(withCallbackURLs(web, "http://app.example.com/callback")), declared(web),
			failed(`The callback URL "http://app.example.com/callback" is http and must be https.`, "Remove it from callback_urls, or correct it there, and apply."),
		},
		{
			"wrong, as declared", publicClient(withCallbackURLs("http://app.example.com/callback")), declared("http://app.example.com/callback"),
			failed(`The callback URL "http://app.example.com/callback" is http and must be https.`, "Remove it from callback_urls, or correct it there, and apply."),
		},
		{
			"wrong, undeclared", publicClient(withCallbackURLs("https://*.example.com/callback")), environment.AppClient{},
			failed(`The callback URL "https://*.example.com/callback" contains a *, which is not a wildcard, and must be written in full.`, "Remove it from callback_urls, or correct it there, and apply."),
		},
		{"undeclared", publicClient(withCallbackURLs(web, local)), environment.AppClient{}, passed},
		{"undeclared and none", machineClient(nil), environment.AppClient{}, notApplicable("the client has no callback URL, and none is declared")},
		{"none, as declared", machineClient(nil), declared(), passed},
	})
}

func TestLongURLIsShortened(t *testing.T) {
	t.Parallel()
	deployed := publicClient(withCallbackURLs("https://app.example.com/" + strings.Repeat("x", 1000)))
	got := checktest.Run(t, &checktest.API{AppClient: &deployed}, nil, CallbackURLs, checktest.Environment(environment.AppClient{CallbackURLs: []string{}}))
	assert.Less(t, len(got.Findings[0].Message), 300)
}
