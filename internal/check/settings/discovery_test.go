package settings

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestDiscovery(t *testing.T) {
	t.Parallel()
	const address = ownIssuer + "/.well-known/openid-configuration"
	serves := func(body string) responses { return responses{discoveryPath: body} }
	at := func(e environment.Endpoints) environment.Environment { return environment.Environment{Endpoints: e} }
	for _, tt := range []httpCase{
		{"derived from the domain", serves(document(prefixBase)), nil, environment.Environment{}, passed},
		{"as declared", serves(document(prefixBase)), nil, at(environment.Endpoints{
			Issuer: ownIssuer, LoginBaseURL: prefixBase, AuthorizationEndpoint: prefixBase + "/oauth2/authorize", TokenEndpoint: prefixBase + "/oauth2/token",
			RevocationEndpoint: prefixBase + "/oauth2/revoke", UserInfoEndpoint: prefixBase + "/oauth2/userInfo", EndSessionEndpoint: prefixBase + "/logout",
		}), passed},
		{
			"another issuer", serves(strings.Replace(document(prefixBase), ownIssuer, "https://login.example.com", 1)), nil, environment.Environment{},
			failed(`The issuer of the discovery document is "https://login.example.com" and must be "`+ownIssuer+`".`, otherPool),
		},
		{
			"a custom domain and a declared prefix", serves(document("https://login.example.com")), nil, at(environment.Endpoints{LoginBaseURL: prefixBase}),
			failedWith(
				`The authorization_endpoint of the discovery document is "https://login.example.com/oauth2/authorize" and must be "`+prefixBase+`/oauth2/authorize".`, otherDomain,
				`The token_endpoint of the discovery document is "https://login.example.com/oauth2/token" and must be "`+prefixBase+`/oauth2/token".`, otherDomain,
				`The revocation_endpoint of the discovery document is "https://login.example.com/oauth2/revoke" and must be "`+prefixBase+`/oauth2/revoke".`, otherDomain,
				`The userinfo_endpoint of the discovery document is "https://login.example.com/oauth2/userInfo" and must be "`+prefixBase+`/oauth2/userInfo".`, otherDomain,
				`The end_session_endpoint of the discovery document is "https://login.example.com/logout" and must be "`+prefixBase+`/logout".`, otherDomain,
			),
		},
		{
			"a declared endpoint of its own", serves(document(prefixBase)), nil, at(environment.Endpoints{LoginBaseURL: prefixBase, TokenEndpoint: prefixBase + "/token"}),
			failed(`The token_endpoint of the discovery document is "`+prefixBase+`/oauth2/token" and must be "`+prefixBase+`/token".`, otherDomain),
		},
		{"of the type UPDATED", responses{updatedIssuer + "/.well-known/openid-configuration": updatedDocument()}, updatedPool(), environment.Environment{}, passed},
		{
			"the original issuer for the type UPDATED", responses{updatedIssuer + "/.well-known/openid-configuration": document(prefixBase)}, updatedPool(), environment.Environment{},
			failed(`The issuer of the discovery document is "`+ownIssuer+`" and must be "`+updatedIssuer+`".`, otherPool),
		},
		{"domain reports another domain than the declared one", serves(document(prefixBase)), nil, at(environment.Endpoints{LoginBaseURL: "https://login.example.com", TokenEndpoint: "https://login.example.com/oauth2/token"}), passed},
		{"endpoints that do not work, without a domain", serves(document(ownIssuer)), &types.UserPoolType{}, environment.Environment{}, passed},
		{
			"an empty object", serves(`{}`), &types.UserPoolType{}, environment.Environment{},
			failed(`The issuer of the discovery document is "" and must be "`+ownIssuer+`".`, otherPool),
		},
		{
			"a long issuer on two lines", serves(`{"issuer":"a\n` + strings.Repeat("b", 500) + `"}`), &types.UserPoolType{}, environment.Environment{},
			failed(`The issuer of the discovery document is "a\n`+strings.Repeat("b", 198)+`…" and must be "`+ownIssuer+`".`, otherPool),
		},
		{"no pool", serves(`404 {"message":"User pool eu-west-1_Ab12Cd34E does not exist."}`), nil, environment.Environment{}, failed("GET "+address+" returns 404 and must return 200.", otherPool)},
		{"a bad request", serves(`400 {"message":"wrong"}`), nil, environment.Environment{}, failed("GET "+address+" returns 400 and must return 200.", otherPool)},
		{"a redirect", serves(`302 `), nil, environment.Environment{}, failed("GET "+address+" returns 302 and must return 200.", otherPool)},
		{"a page", serves(`<html>Sign in to the network with your password</html>`), nil, environment.Environment{}, failed("GET "+address+" does not return the required JSON object.", otherPool)},
		{"a list", serves(`["issuer"]`), nil, environment.Environment{}, failed("GET "+address+" does not return the required JSON object.", otherPool)},
		{"a large document", serves(`{"issuer":"` + strings.Repeat("a", 1<<20) + `"}`), nil, environment.Environment{}, failed("GET "+address+" returns more than 1048576 bytes and must return a small JSON document.", otherPool)},
		{"a truncated response", serves(`broken {`), nil, environment.Environment{}, unchecked("GET " + address + ": the response ended early: unexpected EOF")},
		{"too many requests", serves(`429 {}`), nil, environment.Environment{}, unchecked("GET " + address + ": the response is 429 Too Many Requests")},
		{"not available", serves(`503 {}`), nil, environment.Environment{}, unchecked("GET " + address + ": the response is 503 Service Unavailable")},
		{"an unreachable host", nil, nil, environment.Environment{}, unchecked("cognito-idp.eu-west-1.amazonaws.com cannot be reached: use of closed network connection: check the network, or the proxy in the variable HTTPS_PROXY")},
	} {
		tt.run(t, Discovery)
	}
}

func TestDocumentsAreReadOnce(t *testing.T) {
	t.Parallel()
	asked := map[string]int{}
	inner := responses{discoveryPath: document(prefixBase), jwksPath: `{"keys":[]}`}.client(t)
	client := &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		asked[r.URL.Path]++
		return inner.Transport.RoundTrip(r)
	})}
	e := environment.Environment{Region: "eu-west-1", UserPoolID: "eu-west-1_Ab12Cd34E"}
	r := check.Run(t.Context(), []environment.Environment{e}, check.Options{
		Checks: []check.Check{Discovery, JWKS}, Now: time.Now,
		Connect: func(context.Context, *environment.Environment) (check.Connection, error) {
			return check.Connection{API: &checktest.API{Pool: &types.UserPoolType{}}, HTTP: client}, nil
		},
	})
	for _, result := range r.Environments[0].Results {
		assert.NotEqual(t, report.Unchecked, result.Outcome)
	}
	assert.Equal(t, map[string]int{discoveryPath: 1, jwksPath: 1}, asked)
}
