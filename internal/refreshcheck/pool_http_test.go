package refreshcheck

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// answers is what a host says below the pool's issuer: a path => a body, with status 200
// unless the body begins with a status.
type answers map[string]string

const (
	discoveryPath = "/eu-west-1_Ab12Cd34E/.well-known/openid-configuration"
	jwksPath      = "/eu-west-1_Ab12Cd34E/.well-known/jwks.json"
	ownIssuer     = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E"
)

// client serves the answers to requests for the production host, and to no others.
func (a answers) client(t *testing.T) *http.Client {
	t.Helper()
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := a[r.URL.Path]
		if !ok || r.Host != "cognito-idp.eu-west-1.amazonaws.com" || r.Method != http.MethodGet {
			http.Error(w, "unexpected "+r.Method+" "+r.Host+r.URL.Path, http.StatusTeapot)
			return
		}
		switch {
		case strings.HasPrefix(body, "400 "):
			w.WriteHeader(http.StatusBadRequest)
		case strings.HasPrefix(body, "404 "):
			w.WriteHeader(http.StatusNotFound)
		case strings.HasPrefix(body, "429 "):
			w.WriteHeader(http.StatusTooManyRequests)
		case strings.HasPrefix(body, "503 "):
			w.WriteHeader(http.StatusServiceUnavailable)
		case strings.HasPrefix(body, "302 "):
			w.Header().Set("Location", ownIssuer+jwksPath)
			w.WriteHeader(http.StatusFound)
		case strings.HasPrefix(body, "broken "):
			w.Header().Set("Content-Length", "1000")
		}
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	transport := server.Client().Transport.(*http.Transport).Clone()
	transport.TLSClientConfig = &tls.Config{RootCAs: transport.TLSClientConfig.RootCAs, ServerName: "example.com"}
	transport.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, server.Listener.Addr().String())
	}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

// unreachable is a client that nobody answers.
func unreachable() *http.Client {
	return &http.Client{Transport: roundTripper(func(*http.Request) (*http.Response, error) {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: net.ErrClosed}
	})}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// document is the discovery document of the pool whose login pages are at base.
func document(base string) string {
	return `{"issuer":"` + ownIssuer + `","jwks_uri":"` + ownIssuer + `/.well-known/jwks.json",` +
		`"authorization_endpoint":"` + base + `/oauth2/authorize","token_endpoint":"` + base + `/oauth2/token",` +
		`"revocation_endpoint":"` + base + `/oauth2/revoke","userinfo_endpoint":"` + base + `/oauth2/userInfo",` +
		`"end_session_endpoint":"` + base + `/logout","scopes_supported":["openid"]}`
}

const prefixBase = "https://example.auth.eu-west-1.amazoncognito.com"

// httpCase is a case of a check that reads documents.
type httpCase struct {
	name     string
	answers  answers // nil: the host is not reached
	pool     *types.UserPoolType
	declared environment.Environment
	want     report.Result
}

func (tt *httpCase) run(t *testing.T, c Check) {
	deployed := &fake{pool: tt.pool, http: unreachable(), domain: &types.DomainDescriptionType{Domain: new("example"), Status: types.DomainStatusTypeActive}}
	if tt.pool == nil {
		deployed.pool = &types.UserPoolType{Domain: new("example")}
	}
	if tt.answers != nil {
		deployed.http = tt.answers.client(t)
	}
	(&poolCase{tt.name, deployed, tt.declared, tt.want}).run(t, c)
}

// several is a check with these findings, a message and its fix by turns.
func several(messagesAndFixes ...string) report.Result {
	result := report.Result{Outcome: report.Failed}
	for i := 0; i < len(messagesAndFixes); i += 2 {
		result.Findings = append(result.Findings, report.Finding{Message: messagesAndFixes[i], Fix: messagesAndFixes[i+1]})
	}
	return result
}

const (
	otherPool   = "Apply the configuration again, so that its outputs name a pool that is there."
	otherDomain = "Declare the domain that the document names with custom_domain, or delete that domain, and apply."
	proxyFix    = "See what answers in Cognito's place, such as a proxy: Terraform sets no keys."
)

func TestDiscovery(t *testing.T) {
	t.Parallel()
	const address = ownIssuer + "/.well-known/openid-configuration"
	serves := func(body string) answers { return answers{discoveryPath: body} }
	at := func(e environment.Endpoints) environment.Environment { return environment.Environment{Endpoints: e} }
	for _, tt := range []httpCase{
		{"as it follows from the domain", serves(document(prefixBase)), nil, environment.Environment{}, passed},
		{"as declared", serves(document(prefixBase)), nil, at(environment.Endpoints{
			Issuer: ownIssuer, LoginBaseURL: prefixBase, AuthorizationEndpoint: prefixBase + "/oauth2/authorize", TokenEndpoint: prefixBase + "/oauth2/token",
			RevocationEndpoint: prefixBase + "/oauth2/revoke", UserInfoEndpoint: prefixBase + "/oauth2/userInfo", EndSessionEndpoint: prefixBase + "/logout",
		}), passed},
		{
			"another issuer", serves(strings.Replace(document(prefixBase), ownIssuer, "https://login.example.com", 1)), nil, environment.Environment{},
			failed(`The issuer of the discovery document is "https://login.example.com" and must be "`+ownIssuer+`".`, otherPool),
		},
		{
			"a custom domain beside the declared prefix", serves(document("https://login.example.com")), nil, at(environment.Endpoints{LoginBaseURL: prefixBase}),
			several(
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
		{"another domain than the declared one is the domain's affair", serves(document(prefixBase)), nil, at(environment.Endpoints{LoginBaseURL: "https://login.example.com", TokenEndpoint: "https://login.example.com/oauth2/token"}), passed},
		{"endpoints that do not work, without a domain", serves(document(ownIssuer)), &types.UserPoolType{}, environment.Environment{}, passed},
		{
			"an empty object", serves(`{}`), &types.UserPoolType{}, environment.Environment{},
			failed(`The issuer of the discovery document is "" and must be "`+ownIssuer+`".`, otherPool),
		},
		{
			"a long issuer on two lines", serves(`{"issuer":"a\n` + strings.Repeat("b", 500) + `"}`), &types.UserPoolType{}, environment.Environment{},
			failed(`The issuer of the discovery document is "a\n`+strings.Repeat("b", 198)+`…" and must be "`+ownIssuer+`".`, otherPool),
		},
		{"no pool", serves(`404 {"message":"User pool eu-west-1_Ab12Cd34E does not exist."}`), nil, environment.Environment{}, failed("GET "+address+" answers 404 and must answer 200.", otherPool)},
		{"a bad request", serves(`400 {"message":"wrong"}`), nil, environment.Environment{}, failed("GET "+address+" answers 400 and must answer 200.", otherPool)},
		{"a redirect", serves(`302 `), nil, environment.Environment{}, failed("GET "+address+" answers 302 and must answer 200.", otherPool)},
		{"a page", serves(`<html>Sign in to the network with your password</html>`), nil, environment.Environment{}, failed("GET "+address+" does not answer with the JSON object that it must answer with.", otherPool)},
		{"a list", serves(`["issuer"]`), nil, environment.Environment{}, failed("GET "+address+" does not answer with the JSON object that it must answer with.", otherPool)},
		{"far too much", serves(`{"issuer":"` + strings.Repeat("a", 1<<20) + `"}`), nil, environment.Environment{}, failed("GET "+address+" answers with more than 1048576 bytes and must answer with a small JSON document.", otherPool)},
		{"an answer that breaks off", serves(`broken {`), nil, environment.Environment{}, unchecked("GET " + address + ": the answer breaks off: unexpected EOF")},
		{"too many requests", serves(`429 {}`), nil, environment.Environment{}, unchecked("GET " + address + ": the answer is 429 Too Many Requests")},
		{"not available", serves(`503 {}`), nil, environment.Environment{}, unchecked("GET " + address + ": the answer is 503 Service Unavailable")},
		{"not reached", nil, nil, environment.Environment{}, unchecked("cognito-idp.eu-west-1.amazonaws.com cannot be reached: use of closed network connection: see to the network, or to a proxy in the variable HTTPS_PROXY")},
	} {
		tt.run(t, poolDiscovery)
	}
}

func TestJWKS(t *testing.T) {
	t.Parallel()
	const (
		address = ownIssuer + "/.well-known/jwks.json"
		key     = `{"alg":"RS256","e":"AQAB","kid":"one=","kty":"RSA","n":"0vx7","use":"sig"}`
		two     = `{"alg":"RS256","e":"AQAB","kid":"two=","kty":"RSA","n":"0vx8","use":"sig"}`
	)
	serves := func(body string) answers { return answers{discoveryPath: document(prefixBase), jwksPath: body} }
	for _, tt := range []httpCase{
		{"two keys", serves(`{"keys":[` + key + `,` + two + `]}`), nil, environment.Environment{}, passed},
		{"no keys", serves(`{"keys":[]}`), nil, environment.Environment{}, failed("The JWKS has no keys and must have one at least.", proxyFix)},
		{"another object", serves(`{"message":"hello"}`), nil, environment.Environment{}, failed("The JWKS has no keys and must have one at least.", proxyFix)},
		{"a key without an id", serves(`{"keys":[` + key + `,{"alg":"RS256","kty":"RSA","use":"sig"}]}`), nil, environment.Environment{}, failed("Key 2 of the JWKS has no kid and must have one.", proxyFix)},
		{"an id twice", serves(`{"keys":[` + key + `,` + key + `]}`), nil, environment.Environment{}, failed(`Key 2 of the JWKS has the kid "one=" of another key and must have one of its own.`, proxyFix)},
		{
			"a key of another kind", serves(`{"keys":[{"alg":"ES256","kid":"one=","kty":"EC","use":"enc"}]}`), nil, environment.Environment{},
			several(
				`The kty of key 1 of the JWKS is "EC" and must be "RSA".`, proxyFix,
				`The alg of key 1 of the JWKS is "ES256" and must be "RS256".`, proxyFix,
				`The use of key 1 of the JWKS is "enc" and must be "sig".`, proxyFix,
			),
		},
		{
			"elsewhere by discovery", answers{discoveryPath: `{"issuer":"` + ownIssuer + `","jwks_uri":"https://example.com/keys"}`, jwksPath: `{"keys":[` + key + `]}`}, nil, environment.Environment{},
			failed(`The jwks_uri of the discovery document is "https://example.com/keys" and must be "`+address+`".`, otherPool),
		},
		{"a wrong discovery document is the affair of discovery", answers{discoveryPath: `404 {}`, jwksPath: `{"keys":[` + key + `]}`}, nil, environment.Environment{}, passed},
		{"no keys there", answers{discoveryPath: document(prefixBase), jwksPath: `404 {}`}, nil, environment.Environment{}, failed("GET "+address+" answers 404 and must answer 200.", otherPool)},
		{"no JSON", serves(`keys`), nil, environment.Environment{}, failed("GET "+address+" does not answer with the JSON object that it must answer with.", otherPool)},
		{"not available", serves(`503 {}`), nil, environment.Environment{}, unchecked("GET " + address + ": the answer is 503 Service Unavailable")},
		{"not reached", nil, nil, environment.Environment{}, unchecked("cognito-idp.eu-west-1.amazonaws.com cannot be reached: use of closed network connection: see to the network, or to a proxy in the variable HTTPS_PROXY")},
	} {
		tt.run(t, poolJWKS)
	}
}

func TestIssuer(t *testing.T) {
	t.Parallel()
	const fix = "Apply the configuration again, so that its outputs are all of this pool."
	of := func(region string, e environment.Endpoints) environment.Environment {
		return environment.Environment{Region: region, UserPoolID: "eu-west-1_Ab12Cd34E", Endpoints: e}
	}
	own := environment.Endpoints{Issuer: ownIssuer, JWKSURI: ownIssuer + "/.well-known/jwks.json", OpenIDConfigurationURI: ownIssuer + "/.well-known/openid-configuration"}
	other := "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Zz99Zz99Z"
	for _, tt := range []poolCase{
		{"as it follows", &fake{}, of("eu-west-1", own), passed},
		{"undeclared", &fake{}, of("eu-west-1", environment.Endpoints{}), passed},
		{"another region", &fake{}, of("us-east-1", own), failed(`The region is declared "us-east-1" and must be "eu-west-1", which the pool eu-west-1_Ab12Cd34E is in.`, fix)},
		{"the issuer of another pool", &fake{}, of("eu-west-1", environment.Endpoints{Issuer: other}), failed(`The issuer is declared "`+other+`" and must be "`+ownIssuer+`".`, fix)},
		{
			"all of another pool", &fake{}, of("eu-west-1", environment.Endpoints{Issuer: other, JWKSURI: other + "/keys", OpenIDConfigurationURI: other}),
			several(
				`The issuer is declared "`+other+`" and must be "`+ownIssuer+`".`, fix,
				`The jwks_uri is declared "`+other+`/keys" and must be "`+own.JWKSURI+`".`, fix,
				`The openid_configuration_uri is declared "`+other+`" and must be "`+own.OpenIDConfigurationURI+`".`, fix,
			),
		},
		{"a slash at the end is another issuer", &fake{}, of("eu-west-1", environment.Endpoints{Issuer: ownIssuer + "/"}), failed(`The issuer is declared "`+ownIssuer+`/" and must be "`+ownIssuer+`".`, fix)},
	} {
		tt.run(t, poolIssuer)
	}
}

func TestTheDocumentsAreReadOnce(t *testing.T) {
	t.Parallel()
	asked := map[string]int{}
	inner := answers{discoveryPath: document(prefixBase), jwksPath: `{"keys":[]}`}.client(t)
	client := &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		asked[r.URL.Path]++
		return inner.Transport.RoundTrip(r)
	})}
	e := environment.Environment{Region: "eu-west-1", UserPoolID: "eu-west-1_Ab12Cd34E"}
	target := newTarget(&e, Connection{API: &fake{pool: &types.UserPoolType{}}, HTTP: client})
	for _, c := range []Check{poolDiscovery, poolJWKS} {
		_, err := c.Run(t.Context(), target)
		assert.NoError(t, err)
	}
	assert.Equal(t, map[string]int{discoveryPath: 1, jwksPath: 1}, asked)
}
