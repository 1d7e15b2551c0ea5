package prove

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
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
	mfa                  types.UserPoolMfaType
	api                  func(name string, r *types.AuthenticationResultType)
	providers            []types.ProviderDescription
	providersErr         error
	used                 func(*fakeSignIn) // called for each sign-in and refresh

	failing  int32        // the number of the request that fails; 0: none
	requests atomic.Int32 // of the run so far
	ended    int32        // the number of requests of the first check of the run

	codes    map[string]time.Time
	family   map[string]*fakeSignIn // by refresh token
	access   map[string]*fakeSignIn
	issued   int
	disabled bool

	wasDisabled bool
	out         bool
	newPassword string // of the last sign-in
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

// ServeHTTP serves the token endpoint and userInfo.
func (w *fakeService) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	w.delay()
	assert.NoError(w.t, r.ParseForm())
	reject := func(code string) {
		rw.WriteHeader(http.StatusBadRequest)
		fmt.Fprintf(rw, `{"error":%q}`, code)
	}
	answer := func(fields object) { assert.NoError(w.t, json.NewEncoder(rw).Encode(fields)) }
	if r.URL.Path == "/oauth2/userInfo" {
		token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		if !w.acceptsAccessToken(token) {
			rw.WriteHeader(http.StatusUnauthorized)
		}
		return
	}
	client, secret, _ := r.BasicAuth()
	fields := object{"expires_in": int(w.accessLife.Seconds()), "token_type": "Bearer"}
	switch {
	case r.URL.Path != "/oauth2/token":
	case secret != checktest.ClientSecret && !w.anySecret:
		reject(cmp.Or(w.secretError, "invalid_client"))
	case r.PostForm.Get("grant_type") == "client_credentials":
		scope := r.PostForm.Get("scope")
		if scope == "" {
			scope = strings.Join(w.client.AllowedOAuthScopes, " ")
		}
		fields["access_token"] = w.jwt("access", w.begin(client), w.accessLife, object{"client_id": client, "sub": client, "scope": scope})
		if w.machine != nil {
			w.machine(fields)
		}
		answer(fields)
	case r.PostForm.Get("grant_type") == "authorization_code":
		at, ok := w.codes[r.PostForm.Get("code")]
		if !ok || !w.now.Before(at.Add(w.codeLife)) {
			reject(w.rejectionCode)
			return
		}
		fields["access_token"], fields["id_token"], fields["refresh_token"] = w.issue(w.begin(client), true)
		answer(fields)
	default:
		access, id, refresh, rejected := w.redeem(client, r.PostForm.Get("refresh_token"))
		if rejected {
			reject(w.rejectionCode)
			return
		}
		fields["access_token"], fields["id_token"] = access, id
		if refresh != "" {
			fields["refresh_token"] = refresh
		}
		answer(fields)
	}
}

func (w *fakeService) acceptsAccessToken(token string) bool {
	s, c := w.access[token], session.Claims{}
	if s != nil {
		c, _ = session.ReadClaims(token)
	}
	return s != nil && w.now.Before(time.Unix(int64(c.ExpiresAt), 0).Add(w.userInfoLate)) && (!s.ended || w.signOutKeepsAccess)
}

// SignIn implements [session.Browser].
func (w *fakeService) SignIn(_ context.Context, user login.Credentials) (*login.Callback, error) {
	if err := w.request(); err != nil {
		return nil, err
	}
	w.delay()
	w.newPassword = user.NewPassword
	if w.signInErr != nil {
		return nil, w.signInErr
	}
	if w.out && w.noSignInAfterSignOut {
		return nil, &login.CredentialsError{}
	}
	w.issued++
	code := fmt.Sprint("code-", w.issued)
	w.codes[code] = w.now
	return &login.Callback{Code: code, CodeVerifier: "v"}, nil
}

func (w *fakeService) SignOut(context.Context, string) (*login.Response, error) {
	return nil, checktest.ErrNoResponse
}
func (w *fakeService) Close() error { return nil }

// end ends every sign-in of the user with the function how.
func (w *fakeService) end(how func(*fakeSignIn)) {
	for _, s := range w.family {
		how(s)
	}
}

func (w *fakeService) AdminDisableUser(context.Context, *cognitoidentityprovider.AdminDisableUserInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.AdminDisableUserOutput, error) {
	if err := w.request(); err != nil {
		return nil, err
	}
	w.disabled, w.wasDisabled = true, true
	w.end(func(s *fakeSignIn) { s.suspended, s.ended = true, !w.enablingRestores && !w.disabledCanRefresh })
	if w.disabledCanRefresh {
		w.disabled = false
	}
	return &cognitoidentityprovider.AdminDisableUserOutput{}, nil
}

func (w *fakeService) AdminEnableUser(context.Context, *cognitoidentityprovider.AdminEnableUserInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.AdminEnableUserOutput, error) {
	if err := w.request(); err != nil {
		return nil, err
	}
	w.disabled = false
	if w.disabledCanRefresh {
		w.end(func(s *fakeSignIn) { s.ended = true })
	}
	return &cognitoidentityprovider.AdminEnableUserOutput{}, nil
}

func (w *fakeService) AdminUserGlobalSignOut(context.Context, *cognitoidentityprovider.AdminUserGlobalSignOutInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.AdminUserGlobalSignOutOutput, error) {
	if err := w.request(); err != nil {
		return nil, err
	}
	w.out = true
	w.end(func(s *fakeSignIn) { s.ended = !w.signOutKeepsRefresh })
	return &cognitoidentityprovider.AdminUserGlobalSignOutOutput{}, nil
}

func (w *fakeService) GetUser(_ context.Context, in *cognitoidentityprovider.GetUserInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.GetUserOutput, error) {
	if err := w.request(); err != nil {
		return nil, err
	}
	w.delay()
	if !w.acceptsAccessToken(*in.AccessToken) {
		return nil, &types.NotAuthorizedException{Message: aws.String("Access Token has expired")}
	}
	return &cognitoidentityprovider.GetUserOutput{}, nil
}

func (w *fakeService) ListIdentityProviders(_ context.Context, in *cognitoidentityprovider.ListIdentityProvidersInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.ListIdentityProvidersOutput, error) {
	if err := w.request(); err != nil {
		return nil, err
	}
	assert.EqualValues(w.t, 60, *in.MaxResults, "the maximum of ListIdentityProviders")
	if w.providersErr != nil {
		return nil, w.providersErr
	}
	page := len(aws.ToString(in.NextToken)) // one provider on each page
	out := &cognitoidentityprovider.ListIdentityProvidersOutput{}
	if page < len(w.providers) {
		out.Providers = w.providers[page : page+1]
	}
	if page+1 < len(w.providers) {
		out.NextToken = aws.String(aws.ToString(in.NextToken) + "n")
	}
	return out, nil
}

// result returns the response of the API, with the changes of the test.
func (w *fakeService) result(name, access, id, refresh string) *types.AuthenticationResultType {
	r := &types.AuthenticationResultType{AccessToken: &access, IdToken: &id, ExpiresIn: int32(w.accessLife.Seconds()), TokenType: aws.String("Bearer")}
	if refresh != "" {
		r.RefreshToken = &refresh
	}
	if w.api != nil {
		w.api(name, r)
	}
	return r
}

func (w *fakeService) notAuthorized(text string) error {
	if w.rejectionCode == "TooManyRequestsException" {
		return &types.TooManyRequestsException{Message: aws.String("Rate exceeded")}
	}
	return &types.NotAuthorizedException{Message: &text}
}

// auth implements InitiateAuth and AdminInitiateAuth without challenges. TestProofs in
// package test covers the challenges.
func (w *fakeService) auth(client string, flow types.AuthFlowType, parameters map[string]string) (*types.AuthenticationResultType, error) {
	if err := w.request(); err != nil {
		return nil, err
	}
	w.delay()
	flows := w.flows
	if flows == nil {
		flows = check.DeployedAuthFlows(&w.client)
		if client == otherClientID {
			flows = check.DeployedAuthFlows(w.other)
		}
	}
	hash := (&session.APIClient{ID: client, Secret: checktest.ClientSecret}).SecretHash(map[string]string{}, "ada-sub")["SECRET_HASH"]
	if flow != types.AuthFlowTypeRefreshTokenAuth {
		hash = (&session.APIClient{ID: client, Secret: checktest.ClientSecret}).SecretHash(map[string]string{}, parameters["USERNAME"])["SECRET_HASH"]
	}
	switch {
	case !slices.Contains(flows, "ALLOW_"+string(flow)):
		return nil, &types.InvalidParameterException{Message: aws.String(string(flow) + " flow not enabled for this client")}
	case parameters["SECRET_HASH"] != hash && !w.anySecret:
		return nil, w.notAuthorized("Unable to verify secret hash")
	case flow == types.AuthFlowTypeRefreshTokenAuth:
		access, id, refresh, rejected := w.redeem(client, parameters["REFRESH_TOKEN"])
		if rejected {
			return nil, w.notAuthorized("Invalid Refresh Token.")
		}
		return w.result("refresh", access, id, refresh), nil
	case w.out && w.noSignInAfterSignOut:
		return nil, w.notAuthorized("no")
	}
	s := w.begin(client)
	s.api = true
	access, id, refresh := w.issue(s, true)
	return w.result("sign-in", access, id, refresh), nil
}

func (w *fakeService) InitiateAuth(_ context.Context, in *cognitoidentityprovider.InitiateAuthInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.InitiateAuthOutput, error) {
	result, err := w.auth(*in.ClientId, in.AuthFlow, in.AuthParameters)
	return &cognitoidentityprovider.InitiateAuthOutput{AuthenticationResult: result}, err
}

func (w *fakeService) AdminInitiateAuth(_ context.Context, in *cognitoidentityprovider.AdminInitiateAuthInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.AdminInitiateAuthOutput, error) {
	result, err := w.auth(*in.ClientId, in.AuthFlow, in.AuthParameters)
	return &cognitoidentityprovider.AdminInitiateAuthOutput{AuthenticationResult: result}, err
}

func (w *fakeService) GetTokensFromRefreshToken(_ context.Context, in *cognitoidentityprovider.GetTokensFromRefreshTokenInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.GetTokensFromRefreshTokenOutput, error) {
	if err := w.request(); err != nil {
		return nil, err
	}
	w.delay()
	access, id, refresh, rejected := w.redeem(*in.ClientId, *in.RefreshToken)
	if rejected {
		return nil, w.notAuthorized("Invalid Refresh Token.")
	}
	return &cognitoidentityprovider.GetTokensFromRefreshTokenOutput{AuthenticationResult: w.result("get-tokens", access, id, refresh)}, nil
}

// fakeAPI describes the clients of a fakeService.
type fakeAPI struct {
	*checktest.API
	service *fakeService
}

func (a fakeAPI) DescribeUserPool(ctx context.Context, in *cognitoidentityprovider.DescribeUserPoolInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.DescribeUserPoolOutput, error) {
	if err := a.service.request(); err != nil {
		return nil, err
	}
	return a.API.DescribeUserPool(ctx, in)
}

func (a fakeAPI) DescribeUserPoolDomain(ctx context.Context, in *cognitoidentityprovider.DescribeUserPoolDomainInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.DescribeUserPoolDomainOutput, error) {
	if err := a.service.request(); err != nil {
		return nil, err
	}
	return a.API.DescribeUserPoolDomain(ctx, in)
}

func (a fakeAPI) GetUserPoolMfaConfig(ctx context.Context, in *cognitoidentityprovider.GetUserPoolMfaConfigInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.GetUserPoolMfaConfigOutput, error) {
	if err := a.service.request(); err != nil {
		return nil, err
	}
	return a.API.GetUserPoolMfaConfig(ctx, in)
}

func (a fakeAPI) GetUserPoolSessionConfiguration(ctx context.Context, userPoolID string) (check.SessionConfiguration, error) {
	if err := a.service.request(); err != nil {
		return check.SessionConfiguration{}, err
	}
	return a.API.GetUserPoolSessionConfiguration(ctx, userPoolID)
}

func (a fakeAPI) DescribeUserPoolClient(_ context.Context, in *cognitoidentityprovider.DescribeUserPoolClientInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.DescribeUserPoolClientOutput, error) {
	if err := a.service.request(); err != nil {
		return nil, err
	}
	if *in.ClientId == otherClientID {
		return &cognitoidentityprovider.DescribeUserPoolClientOutput{UserPoolClient: a.service.other}, nil
	}
	return &cognitoidentityprovider.DescribeUserPoolClientOutput{UserPoolClient: &a.service.client}, nil
}

// countedTransport sends requests to the server of a test. It does not count revocations, which end a session.
type countedTransport struct {
	checktest.HostTransport
	service *fakeService
}

func (t countedTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Path != "/oauth2/revoke" {
		if err := t.service.request(); err != nil {
			return nil, err
		}
	}
	return t.HostTransport.RoundTrip(r)
}

func (w *fakeService) httpClient(server *httptest.Server) *http.Client {
	return &http.Client{Transport: countedTransport{checktest.HostTransport{Server: server}, w}}
}

// check runs one check on the first client, or on the pool. edit changes the options of the run.
func (w *fakeService) check(c check.Check, edit func(*check.Options, *check.Connection)) report.Result {
	w.t.Helper()
	return w.checkUntil(w.t.Context(), c, edit)
}

// checkUntil is check in a context that may end.
func (w *fakeService) checkUntil(ctx context.Context, c check.Check, edit func(*check.Options, *check.Connection)) report.Result {
	w.t.Helper()
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
		HTTP: w.httpClient(server), Users: &checktest.Users{}, Prove: w,
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
			OpenBrowser: func(context.Context, *login.Client, bool) (session.Browser, error) { return w, nil },
		},
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
