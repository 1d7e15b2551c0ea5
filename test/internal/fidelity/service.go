package fidelity

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// Service is the subject of the checks: a pool with a domain, a resource server, app clients and a user. It sends
// raw requests.
type Service struct {
	Target *target.Target
	ctx    context.Context // the context of the test without its cancellation, because the cleanup uses it
	pool   string
	domain string // https://PREFIX.auth.REGION.amazoncognito.com
	Issuer string // the organization that issued the certificate of the last response
	user   login.Credentials
	sub    string
	names  map[string]string // the values of {pool}, {web} and other placeholders in requests

	web, spa, rotating, machine, spent *login.Client
}

// OnAWS reports whether AWS sent the responses. It checks the issuer of the certificate, because COGNITO_TARGET=aws may use a
// proxy to an emulator, as a rehearsal.
func (g *Service) OnAWS() bool { return g.Target.URL == nil && g.Issuer == "Amazon" }

// call sends a signed request and replaces the placeholders in its body. It retries a throttled request.
func (g *Service) call(action, body string) (answer, error) {
	const tries = 5
	for try := 1; ; try++ {
		got, err := g.callOnce(action, g.expand(body))
		if err != nil || got.text("__type") != "TooManyRequestsException" || try == tries {
			return got, err
		}
		g.Target.Pause(time.Duration(try) * time.Second)
	}
}

func (g *Service) callOnce(action, body string) (answer, error) {
	request, err := g.Target.RawRequest(g.ctx, action, body)
	if err != nil {
		return answer{}, err
	}
	return g.send(request, nil)
}

// expand replaces the placeholders in a text.
func (g *Service) expand(text string) string {
	for name, value := range g.names {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text
}

// send sends a request and does not follow redirects.
func (g *Service) send(request *http.Request, jar http.CookieJar) (answer, error) {
	client := &http.Client{Transport: g.Target.HTTP.Transport, Jar: jar, Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	if response.TLS != nil && len(response.TLS.PeerCertificates) > 0 {
		g.Issuer = strings.Join(response.TLS.PeerCertificates[0].Issuer.Organization, " ")
	}
	body, err := io.ReadAll(response.Body)
	return answer{response.StatusCode, response.Header, body}, err
}

// ask calls an action and requires success.
func (g *Service) ask(v *Result, action, body string) answer {
	got, err := g.call(action, body)
	v.must(err)
	if got.status != http.StatusOK {
		v.stop("%s: %d %s", action, got.status, got.fault())
	}
	return got
}

// reject calls an action, requires an error, and returns it.
func (g *Service) reject(v *Result, action, body string) answer {
	got, err := g.call(action, body)
	v.must(err)
	if got.status == http.StatusOK {
		v.stop("%s was not rejected", action)
	}
	return got
}

// open requests a page of the domain, or posts a form to it.
func (g *Service) open(v *Result, method, target string, form url.Values, jar http.CookieJar, header ...string) answer {
	var body io.Reader
	if form != nil {
		body = bytes.NewBufferString(form.Encode())
	}
	if !strings.HasPrefix(target, "https://") {
		target = g.domain + target
	}
	request, err := http.NewRequestWithContext(g.ctx, method, target, body)
	v.must(err)
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	got, err := g.send(request, jar)
	v.must(err)
	return got
}

func newJar(v *Result) http.CookieJar {
	jar, err := cookiejar.New(nil)
	v.must(err)
	return jar
}

// NewService creates the pool, and deletes it when the test ends.
func NewService(t *testing.T, env *target.Target) *Service {
	t.Helper()
	g := &Service{Target: env, ctx: context.WithoutCancel(t.Context()), names: map[string]string{"unknown pool": env.Region + "_AbCdEfGhI"}}
	v := &Result{t: t}
	defer func() {
		fault := recover()
		require.True(t, fault == nil || fault == stopped{}, "%v", fault)
		require.Empty(t, v.Differences, "the user pool cannot be created")
	}()
	unique := target.UniqueName(t)
	g.pool = g.createPool(v, "main", `"UsernameAttributes":["email"],"AutoVerifiedAttributes":["email"]`)
	prefix := "fidelity-" + unique
	g.names["prefix"] = prefix
	g.ask(v, "CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"{prefix}"}`)
	t.Cleanup(func() {
		_, err := g.call("DeleteUserPoolDomain", `{"UserPoolId":"`+g.pool+`","Domain":"`+prefix+`"}`)
		assert.NoError(t, err)
	})
	g.domain = "https://" + prefix + ".auth." + env.Region + ".amazoncognito.com"
	g.ask(v, "CreateResourceServer", `{"UserPoolId":"{pool}","Identifier":"orders","Name":"orders","Scopes":[{"ScopeName":"read","ScopeDescription":"d"},{"ScopeName":"write","ScopeDescription":"d"}]}`)
	const code = `"AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["code"],"AllowedOAuthScopes":["openid","email","aws.cognito.signin.user.admin"],"CallbackURLs":["` + deploy.CallbackURL + `"],"LogoutURLs":["` + deploy.CallbackURL + `/bye"],"SupportedIdentityProviders":["COGNITO"]`
	const flows = `"ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_USER_SRP_AUTH","ALLOW_ADMIN_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"]`
	g.web = g.createClient(v, "web", `"GenerateSecret":true,`+code+`,`+flows)
	g.spa = g.createClient(v, "spa", code+`,`+flows)
	g.rotating = g.createClient(v, "rotating", code+`,"RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":10}`)
	g.spent = g.createClient(v, "spent", code+`,"RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":0}`)
	g.machine = g.createClient(v, "machine", `"GenerateSecret":true,"AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["client_credentials"],"AllowedOAuthScopes":["orders/read"]`)
	g.user = login.Credentials{Username: "ada." + unique + "@example.com", Password: "Right-" + target.UniqueName(t) + "-7"}
	g.names["ada"], g.names["password"] = g.user.Username, g.user.Password
	g.ask(v, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"{ada}","MessageAction":"SUPPRESS","UserAttributes":[{"Name":"email","Value":"{ada}"},{"Name":"email_verified","Value":"true"},{"Name":"name","Value":"Ada"}]}`)
	g.ask(v, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"{ada}","Password":"{password}","Permanent":true}`)
	g.sub = g.ask(v, "AdminGetUser", `{"UserPoolId":"{pool}","Username":"{ada}"}`).text("Username")
	if env.DomainDelay > 0 {
		env.Pause(env.DomainDelay) // AWS serves the pages of a new domain after a delay
	}
	return g
}

// createPool creates a user pool with a unique name, and deletes it when the test ends. The placeholder {pool} is the ID of
// the pool of the kind main, and {KIND pool} is the ID of another kind.
func (g *Service) createPool(v *Result, kind, settings string) string {
	v.t.Helper()
	name := "cognitokit-fidelity-" + kind + "-" + target.UniqueName(v.t)
	if settings != "" {
		settings = "," + settings
	}
	id := g.ask(v, "CreateUserPool", `{"PoolName":"`+name+`"`+settings+`}`).text("UserPool", "Id")
	v.t.Cleanup(func() {
		got, err := g.call("DeleteUserPool", `{"UserPoolId":"`+id+`"}`)
		if assert.NoError(v.t, err) {
			assert.Equal(v.t, http.StatusOK, got.status, "user pool %s was not deleted: %s", id, got.body)
		}
	})
	if kind == "main" {
		g.names["pool"] = id
	}
	g.names[kind+" pool"] = id
	return id
}

// createClient creates an app client. The placeholder {NAME} is its ID.
func (g *Service) createClient(v *Result, name, settings string) *login.Client {
	got := g.ask(v, "CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"`+name+`",`+settings+`}`)
	g.names[name] = got.text("UserPoolClient", "ClientId")
	return &login.Client{
		HTTP: g.Target.HTTP, AuthorizationEndpoint: g.domain + "/oauth2/authorize", TokenEndpoint: g.domain + "/oauth2/token",
		RevocationEndpoint: g.domain + "/oauth2/revoke", UserInfoEndpoint: g.domain + "/oauth2/userInfo", EndSessionEndpoint: g.domain + "/logout",
		ClientID: g.names[name], ClientSecret: got.text("UserPoolClient", "ClientSecret"), RedirectURI: deploy.CallbackURL,
	}
}

// code signs the user in on the hosted pages.
func (g *Service) code(v *Result, app *login.Client, scopes ...string) *login.Callback {
	with := *app
	with.Scopes = scopes
	callback, err := with.NewBrowser().SignIn(v.t.Context(), g.user)
	v.must(err)
	return callback
}

// tokens signs the user in on the hosted pages and redeems the code.
func (g *Service) tokens(v *Result, app *login.Client, scopes ...string) answer {
	callback := g.code(v, app, scopes...)
	return g.tokenResponse(v)(app.Exchange(v.t.Context(), callback.Code, callback.CodeVerifier))
}

// tokenResponse requires a successful token response.
func (g *Service) tokenResponse(v *Result) func(*login.Response, error) answer {
	return func(response *login.Response, err error) answer {
		got := g.response(v)(response, err)
		if got.status != http.StatusOK {
			v.stop("the token endpoint returned an error: %d %s", got.status, got.body)
		}
		return got
	}
}

// response accepts any response.
func (g *Service) response(v *Result) func(*login.Response, error) answer {
	return func(response *login.Response, err error) answer {
		v.must(err)
		return answer{response.Status, response.Header, response.Body}
	}
}

// refresh redeems a refresh token of a client.
func (g *Service) refresh(v *Result, app *login.Client, token string) answer {
	return g.response(v)(app.Refresh(v.t.Context(), token))
}

// signIn signs the user in through the API.
func (g *Service) signIn(v *Result) answer {
	return g.ask(v, "InitiateAuth", `{"ClientId":"{spa}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"{ada}","PASSWORD":"{password}"}}`)
}
