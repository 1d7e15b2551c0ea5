package prove

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// fakeService is a service whose clock a test moves: the token endpoint, userInfo, the API and a
// browser. By default it behaves correctly. Its client rotates with a grace period of ten
// seconds; the other client of the pool does not rotate.
type fakeService struct {
	check.ProveAPI // an unexpected call panics

	t        *testing.T
	now      time.Time
	client   types.UserPoolClientType
	other    *types.UserPoolClientType
	declared environment.AppClient
	deployed environment.Environment

	// The settings of a test. The defaults are correct.
	accessLife, idLife, codeLife, refreshLife, grace time.Duration

	userInfoLate         time.Duration              // how long userInfo accepts an expired token
	claims               func(string, bool, object) // changes the claims; the bool is true after a refresh
	ownLifetime          bool                       // a new refresh token has its own lifetime
	disabledCanRefresh   bool                       // a disabled user can refresh
	enablingRestores     bool                       // enabling restores the ended sign-ins
	signOutKeepsRefresh  bool                       // a global sign-out ends no refresh token
	signOutKeepsAccess   bool                       // a global sign-out ends no access token
	noSignInAfterSignOut bool                       // no sign-in works after a global sign-out
	neverRefreshesAgain  bool                       // a user who was disabled cannot refresh again
	anyClient            bool                       // every client accepts a refresh token
	rejectionRevokes     bool                       // a rejection revokes the refresh token
	rejectionCode        string                     // the error for an expired refresh token
	slow                 time.Duration              // the duration of each request
	slowFor              int                        // the number of slow requests
	flows                []string                   // the working API flows; nil: the flows that the client allows
	machine              func(object)               // changes the response to client credentials
	anySecret            bool                       // the service accepts any secret
	secretError          string                     // the error for a wrong secret
	secret               *environment.Secret        // the declared secret
	noDomain             bool                       // the pool has no domain
	signInErr            error                      // the error of the login pages
	permanentUser        bool                       // the run signs in with a user of the caller
	mfa                  types.UserPoolMfaType
	api                  func(name string, r *types.AuthenticationResultType)
	providers            []types.ProviderDescription
	providersErr         error
	used                 func(*fakeSignIn) // called for each sign-in and refresh

	failing    int32        // the number of the request that fails; 0: none
	overloaded bool         // the endpoints answer the failing request with 503
	requests   atomic.Int32 // of the run so far
	ended      int32        // the number of requests of the first check of the run
	began      time.Time    // the real time of the beginning of the run

	codes    map[string]time.Time
	family   map[string]*fakeSignIn // by refresh token
	access   map[string]*fakeSignIn
	issued   int
	disabled bool

	wasDisabled bool
	out         bool
	newPassword string // of the last sign-in
	closed      int    // the number of closed browsers
}

type object = map[string]any

// fakeSignIn is a sign-in with its tokens.
type fakeSignIn struct {
	client    string
	api       bool
	at        time.Time
	replaced  map[string]time.Time
	ended     bool // an administrator ended it
	suspended bool // ended until the user is enabled, if enablingRestores is set
}

const otherClientID = "2example23456789"

func newFakeService(t *testing.T) *fakeService {
	t.Helper()
	app := func(id string) types.UserPoolClientType {
		return types.UserPoolClientType{
			ClientId: &id, ClientSecret: aws.String(checktest.ClientSecret), AllowedOAuthFlowsUserPoolClient: aws.Bool(true),
			AllowedOAuthFlows: []types.OAuthFlowType{"code"}, AllowedOAuthScopes: []string{"openid", "email"}, CallbackURLs: []string{"https://app.example.com/callback"},
			SupportedIdentityProviders: []string{"COGNITO"}, ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"},
			AccessTokenValidity: aws.Int32(30), IdTokenValidity: aws.Int32(45), RefreshTokenValidity: 2,
			TokenValidityUnits: &types.TokenValidityUnitsType{AccessToken: "minutes", IdToken: "minutes", RefreshToken: "days"},
		}
	}
	w := &fakeService{
		t: t, now: time.Unix(1_800_000_000, 300_000_000), client: app(checktest.ClientID), other: new(app(otherClientID)),
		accessLife: 30 * time.Minute, idLife: 45 * time.Minute, codeLife: 5 * time.Minute, refreshLife: 48 * time.Hour, grace: 10 * time.Second,
		rejectionCode: "invalid_grant", codes: map[string]time.Time{}, family: map[string]*fakeSignIn{}, access: map[string]*fakeSignIn{},
	}
	w.client.ExplicitAuthFlows = []types.ExplicitAuthFlowsType{"ALLOW_USER_PASSWORD_AUTH"}
	w.client.RefreshTokenRotation = &types.RefreshTokenRotationType{Feature: types.FeatureTypeEnabled, RetryGracePeriodSeconds: aws.Int32(10)}
	return w
}

// withoutRotation turns rotation off for the client.
func withoutRotation(w *fakeService) {
	w.client.RefreshTokenRotation = nil
	w.client.ExplicitAuthFlows = append(w.client.ExplicitAuthFlows, "ALLOW_REFRESH_TOKEN_AUTH")
}

// withoutLoginPages turns the login pages off for the client.
func withoutLoginPages(w *fakeService) {
	w.client.AllowedOAuthFlowsUserPoolClient, w.client.AllowedOAuthFlows, w.client.AllowedOAuthScopes, w.client.CallbackURLs = nil, nil, nil, nil
	w.rejectionCode = "NotAuthorizedException"
}

// machineClient makes the client a machine client.
func machineClient(w *fakeService) {
	w.client.AllowedOAuthFlows, w.client.AllowedOAuthScopes = []types.OAuthFlowType{"client_credentials"}, []string{"orders/read", "orders/write"}
}

func (w *fakeService) rotatesAt(client string) bool {
	on, _ := check.DeployedRotation(&w.client)
	return client == checktest.ClientID && on
}

// errLost is the error of a request that fails.
var errLost = errors.New("connection lost")

// request counts the requests of a run, and returns errLost for the one that fails.
func (w *fakeService) request() error {
	if w.requests.Add(1) == w.failing {
		return errLost
	}
	return nil
}

func (w *fakeService) delay() {
	if w.slowFor > 0 {
		w.slowFor--
		w.now = w.now.Add(w.slow)
	}
}

// jwt returns a token with an invalid signature. The checks of this package do not verify it.
func (w *fakeService) jwt(use string, s *fakeSignIn, life time.Duration, more object) string {
	w.issued++
	c := object{"iss": checktest.Issuer, "sub": "ada-sub", "iat": w.now.Unix(), "exp": w.now.Add(life).Unix(), "auth_time": s.at.Unix(), "token_use": use, "jti": fmt.Sprint("jti-", w.issued)}
	maps.Copy(c, more)
	if w.claims != nil {
		w.claims(use, !s.at.Equal(w.now), c)
	}
	payload, err := json.Marshal(c)
	require.NoError(w.t, err)
	return "e30." + base64.RawURLEncoding.EncodeToString(payload) + ".s"
}

// issue issues the tokens of a sign-in. It returns an empty refresh token unless it is new.
func (w *fakeService) issue(s *fakeSignIn, fresh bool) (access, id, refresh string) {
	if w.used != nil {
		w.used(s)
	}
	scopes := w.client.AllowedOAuthScopes
	if s.api {
		scopes = []string{session.UserScope}
	}
	access = w.jwt("access", s, w.accessLife, object{"client_id": s.client, "username": "ada-sub", "scope": strings.Join(scopes, " ")})
	id = w.jwt("id", s, w.idLife, object{"aud": s.client})
	w.access[access] = s
	if fresh || w.rotatesAt(s.client) {
		w.issued++
		refresh = fmt.Sprintf("h.e.i.c.%d", w.issued)
		w.family[refresh] = s
	}
	return access, id, refresh
}

func (w *fakeService) begin(client string) *fakeSignIn {
	return &fakeSignIn{client: client, at: w.now, replaced: map[string]time.Time{}}
}

// redeem redeems a refresh token, and reports whether the service rejects it.
func (w *fakeService) redeem(client, token string) (access, id, refresh string, rejected bool) {
	s := w.family[token]
	if s == nil {
		return "", "", "", true
	}
	at, replaced := s.replaced[token]
	switch {
	case s.client != client && !w.anyClient:
		if w.rejectionRevokes {
			delete(w.family, token)
		}
		return "", "", "", true
	case s.ended, w.neverRefreshesAgain && w.wasDisabled, s.suspended && w.disabled, !w.now.Before(s.at.Add(w.refreshLife)), replaced && !w.now.Before(at.Add(w.grace)):
		return "", "", "", true
	case w.rotatesAt(client) && !replaced:
		s.replaced[token] = w.now
	}
	access, id, refresh = w.issue(s, false)
	if w.ownLifetime && refresh != "" {
		w.family[refresh] = w.begin(client)
	}
	return access, id, refresh, false
}

// assertCleanup requires a context that ends [session.CleanupTimeout] after a time since the beginning of the run.
func (w *fakeService) assertCleanup(ctx context.Context) {
	assert.NoError(w.t, ctx.Err())
	deadline, _ := ctx.Deadline()
	assert.WithinRange(w.t, deadline, w.began.Add(session.CleanupTimeout), time.Now().Add(session.CleanupTimeout))
}

// end ends every sign-in of the user with the function how.
func (w *fakeService) end(how func(*fakeSignIn)) {
	for _, s := range w.family {
		how(s)
	}
}

// check runs one check on the first client, or on the pool. edit changes the options of the run.
func (w *fakeService) check(c check.Check, edit func(*check.Options, *check.Connection)) report.Result {
	w.t.Helper()
	return w.checkUntil(w.t.Context(), c, edit)
}

// checkUntil is check in a context that may end.
func (w *fakeService) checkUntil(ctx context.Context, c check.Check, edit func(*check.Options, *check.Connection)) report.Result {
	w.t.Helper()
	w.began = time.Now()
	server := httptest.NewServer(w)
	w.t.Cleanup(server.Close)
	e := w.deployed
	e.Name, e.Region, e.UserPoolID = "proving", "eu-west-1", "eu-west-1_Ab12Cd34E"
	e.Clients = []environment.Client{{Key: "web", ID: checktest.ClientID, Declared: w.declared, Secret: w.secret}}
	if w.other != nil {
		e.Clients = append(e.Clients, environment.Client{Key: "other", ID: otherClientID})
	}
	advance := func(_ context.Context, d time.Duration) error {
		assert.Positive(w.t, d)
		if err := w.request(); err != nil {
			return err
		}
		w.now = w.now.Add(d)
		return nil
	}
	pool := &types.UserPoolType{Id: &e.UserPoolID, Domain: aws.String("orders")}
	if w.noDomain {
		pool.Domain = nil
	}
	connection := check.Connection{
		API: fakeAPI{&checktest.API{
			Pool: pool, Domain: &types.DomainDescriptionType{Domain: aws.String("orders")},
			MFA: &cognitoidentityprovider.GetUserPoolMfaConfigOutput{MfaConfiguration: w.mfa},
		}, w},
		HTTP: w.httpClient(server), Users: fakeUsers{&checktest.Users{}, w}, Prove: w,
	}
	o := check.Options{
		Checks: []check.Check{c}, Now: func() time.Time { return w.now },
		Progress: func(e check.Event) {
			if e.Outcome != "" && w.ended == 0 {
				w.ended = w.requests.Load()
			}
		},
		Live: &session.Options{
			Now: func() time.Time { return w.now }, Sleep: advance, Advance: advance,
			OpenBrowser: func(context.Context, *login.Client, bool) (session.Browser, error) { return w, w.request() },
		},
	}
	if w.permanentUser {
		withPermanentUser(&o, &connection)
	}
	if edit != nil {
		edit(&o, &connection)
	}
	o.Connect = func(context.Context, *environment.Environment) (check.Connection, error) { return connection, nil }
	r := check.Run(ctx, []environment.Environment{e}, o)
	if c.Of == check.OfPool {
		return r.Environments[0].Results[0]
	}
	return r.Environments[0].Clients[0].Results[0]
}
