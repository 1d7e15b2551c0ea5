package live

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/exchange"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// signingKey signs the tokens of all tests. The JWKS does not contain unknownKey.
var signingKey, unknownKey = sync.OnceValue(newKey), sync.OnceValue(newKey)

func newKey() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
}

// fakeService is a token endpoint and a browser. By default it behaves correctly for a client that
// rotates with a grace period of ten seconds.
type fakeService struct {
	t        *testing.T
	now      time.Time
	client   types.UserPoolClientType
	declared environment.AppClient
	issuer   types.IssuerType

	// The faults of a test. The zero values are correct.
	code    func(fields map[string]any)                  // changes the response to a code
	refresh func(form url.Values, fields map[string]any) // changes the response to a refresh
	claims  func(token string, claims map[string]any)    // changes the claims of each token
	key     func() *rsa.PrivateKey                       // the signing key
	take    func(token string, age time.Duration) bool   // reports whether a replaced token is accepted
	secret  func(r *http.Request) bool                   // reports whether the client secret is correct
	revoke  func() int                                   // the status of a revocation
	signIn  error                                        // the error of the browser
	signOut string                                       // the target of the logout endpoint
	busy    func(form url.Values) int                    // the status of an overloaded endpoint, or 0
	page    string                                       // the body of the token endpoint instead of tokens
	stays   bool                                         // a sign-out does not end the session
	jwks    string                                       // the body of the JWKS instead of the key
	keyID   string                                       // the key that the tokens name
	request func(name string) error                      // the error of a request that gets no response, of each kind
	wait    error                                        // the error of a wait

	replaced map[string]time.Time
	revoked  []string
	nonce    string
	issued   int
	waits    []time.Duration // the reported waits
	signedIn bool
	observed []report.Kind // the events of the report
}

func newFakeService(t *testing.T) *fakeService {
	t.Helper()
	return &fakeService{
		t: t, now: time.Unix(1_800_000_000, 0), replaced: map[string]time.Time{}, client: checktest.SignInClient(), keyID: "k1",
	}
}

// rotates reports whether the service returns new refresh tokens.
func (s *fakeService) rotates() bool {
	on, _ := check.DeployedRotation(&s.client)
	return on
}

func (s *fakeService) token(use string, origin string) string {
	s.issued++
	claims := map[string]any{
		"iss": checktest.Issuer, "token_use": use, "sub": "ada", "iat": s.now.Unix(), "exp": s.now.Unix() + 3600,
		"jti": fmt.Sprint("jti-", s.issued), "origin_jti": origin,
	}
	if use == "access" {
		claims["client_id"], claims["scope"] = checktest.ClientID, "openid email"
	} else {
		claims["aud"] = checktest.ClientID
		if s.nonce != "" {
			claims["nonce"] = s.nonce
		}
	}
	if s.claims != nil {
		s.claims(use, claims)
	}
	key := signingKey
	if s.key != nil {
		key = s.key
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: key(), KeyID: s.keyID}}, nil)
	require.NoError(s.t, err)
	payload, err := json.Marshal(claims)
	require.NoError(s.t, err)
	signed, err := signer.Sign(payload)
	require.NoError(s.t, err)
	text, err := signed.CompactSerialize()
	require.NoError(s.t, err)
	return text
}

func (s *fakeService) refreshToken() string {
	s.issued++
	return fmt.Sprintf("h.e.i.c.%d", s.issued)
}

func (s *fakeService) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	reject := func(status int, code string) {
		w.WriteHeader(status)
		fmt.Fprintf(w, `{"error":%q}`, code)
	}
	assert.NoError(s.t, r.ParseForm())
	_, password, _ := r.BasicAuth()
	right := password == checktest.ClientSecret || s.client.ClientSecret == nil
	if s.secret != nil {
		right = s.secret(r)
	}
	switch r.URL.Path {
	case "/" + "eu-west-1_Ab12Cd34E/.well-known/jwks.json":
		if s.jwks != "" {
			_, _ = io.WriteString(w, s.jwks)
			return
		}
		assert.NoError(s.t, json.NewEncoder(w).Encode(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: signingKey().Public(), KeyID: "k1", Algorithm: "RS256", Use: "sig"}}}))
	case "/oauth2/revoke":
		if s.revoke != nil {
			w.WriteHeader(s.revoke())
			return
		}
		s.revoked = append(s.revoked, r.PostForm.Get("token"))
	case "/oauth2/token":
		if s.busy != nil {
			if status := s.busy(r.PostForm); status != 0 {
				reject(status, "busy")
				return
			}
		}
		if !right {
			reject(http.StatusBadRequest, "invalid_client")
			return
		}
		if s.page != "" {
			_, _ = io.WriteString(w, s.page)
			return
		}
		s.answer(w, r.PostForm, reject)
	default:
		http.NotFound(w, r)
	}
}

func (s *fakeService) answer(w http.ResponseWriter, form url.Values, reject func(int, string)) {
	fields := map[string]any{"expires_in": 3600, "token_type": "Bearer"}
	origin := "origin"
	if form.Get("grant_type") == "authorization_code" {
		maps.Copy(fields, map[string]any{"access_token": s.token("access", origin), "id_token": s.token("id", origin), "refresh_token": s.refreshToken()})
		if s.code != nil {
			s.code(fields)
		}
		require.NoError(s.t, json.NewEncoder(w).Encode(fields))
		return
	}
	used := form.Get("refresh_token")
	if at, ok := s.replaced[used]; ok {
		take := s.now.Sub(at) <= 10*time.Second
		if s.take != nil {
			take = s.take(used, s.now.Sub(at))
		}
		if !take {
			reject(http.StatusBadRequest, "invalid_grant")
			return
		}
	}
	if slices.Contains(s.revoked, used) {
		reject(http.StatusBadRequest, "invalid_grant")
		return
	}
	s.nonce = ""
	maps.Copy(fields, map[string]any{"access_token": s.token("access", origin), "id_token": s.token("id", origin)})
	if s.rotates() {
		fields["refresh_token"] = s.refreshToken()
		if _, ok := s.replaced[used]; !ok {
			s.replaced[used] = s.now
		}
	}
	if s.refresh != nil {
		s.refresh(form, fields)
	}
	if code, ok := fields["error"].(string); ok {
		reject(http.StatusBadRequest, code)
		return
	}
	require.NoError(s.t, json.NewEncoder(w).Encode(fields))
}

// SignIn implements [session.Browser].
func (s *fakeService) SignIn(context.Context, login.Credentials) (*login.Callback, error) {
	if err := cmp.Or(s.signIn, s.reach("sign-in")); err != nil {
		return nil, err
	}
	prompted := !s.signedIn
	s.signedIn = true
	s.nonce = "n"
	return &login.Callback{Code: "c", CodeVerifier: "v", Nonce: "n", Prompted: prompted}, nil
}

// SignOut implements [session.Browser].
func (s *fakeService) SignOut(_ context.Context, logoutURI string) (*login.Response, error) {
	if err := s.reach("sign-out"); err != nil {
		return nil, err
	}
	s.signedIn = s.stays
	if s.signOut != "" {
		logoutURI = s.signOut
	}
	return &login.Response{Status: http.StatusFound, Header: http.Header{"Location": {logoutURI}}}, nil
}

// Close implements [session.Browser].
func (s *fakeService) Close() error { return nil }

// reach returns the error of a request.
func (s *fakeService) reach(name string) error {
	if s.request == nil {
		return nil
	}
	return s.request(name)
}

// transport sends the requests of a check to its server.
type transport struct {
	checktest.HostTransport
	service *fakeService
}

// RoundTrip implements [http.RoundTripper].
func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := t.service.reach(r.URL.Path); err != nil {
		return nil, err
	}
	return t.HostTransport.RoundTrip(r)
}

// check runs one live check.
func (s *fakeService) check(c check.Check) report.Result {
	s.t.Helper()
	server := httptest.NewServer(s)
	s.t.Cleanup(server.Close)
	e := checktest.Environment(s.declared)
	e.Region, e.UserPoolID = "eu-west-1", "eu-west-1_Ab12Cd34E"
	api := &checktest.API{
		AppClient: &s.client, Fault: s.reach,
		Pool: &types.UserPoolType{
			Id: aws.String(e.UserPoolID), Domain: aws.String("orders"), IssuerConfiguration: &types.IssuerConfigurationType{Type: s.issuer},
		},
		Domain: &types.DomainDescriptionType{Domain: aws.String("orders")},
	}
	limited := &exchange.Transport{Next: transport{checktest.HostTransport{Server: server}, s}, MaxWait: 1} // it waits after no status 429
	r := check.Run(s.t.Context(), []environment.Environment{e}, check.Options{
		Checks: []check.Check{c}, Now: func() time.Time { return s.now },
		Connect: func(context.Context, *environment.Environment) (check.Connection, error) {
			return check.Connection{API: api, HTTP: &http.Client{Transport: limited}}, nil
		},
		Progress: func(e check.Event) {
			if e.Wait > 0 {
				s.waits = append(s.waits, e.Wait)
			}
		},
		Live: &session.Options{
			User: &login.Credentials{Username: "ada", Password: "Str0ng!Pass"},
			Now:  func() time.Time { return s.now },
			Sleep: func(_ context.Context, d time.Duration) error {
				s.now = s.now.Add(d)
				return s.wait
			},
			OpenBrowser: func(context.Context, *login.Client, bool) (session.Browser, error) { return s, nil },
		},
	})
	client := r.Environments[0].Clients[0]
	if client.Lifetime != nil {
		for _, e := range client.Lifetime.Observed {
			s.observed = append(s.observed, e.Kind)
		}
	}
	return client.Results[0]
}
