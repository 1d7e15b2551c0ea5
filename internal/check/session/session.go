package session

import (
	"context"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// Session is shared by the live checks of one client. It contains the browser of the user, the
// first response to an authorization code, and the first response to a refresh. A check that
// invalidates its tokens signs in again, which is fast because of the browser's cookies.
type Session struct {
	Options *Options
	Target  *check.Target
	User    *TestUser
	API     check.ProveAPI // nil unless a check of package prove runs
	Users   check.UserAPI  // nil if the run must not create users

	App     func(context.Context) (*login.Client, error)
	Browser func(context.Context) (Browser, error)
	Flow    func(context.Context) (Flow, error) // for the checks of package prove
	opened  Browser                             // nil before the first sign-in

	// First returns the tokens of the first sign-in, and Refreshed the tokens of its first
	// refresh. Each sends its requests once.
	First     func(context.Context) (*Tokens, error)
	Refreshed func(context.Context) (*Tokens, error)

	onWait        func(time.Duration) // called before a wait
	signIns       int
	events        []report.Event
	refreshTokens []string // the received refresh tokens, which Close revokes
}

// The reasons of checks without tokens. The named check reports the cause.
const (
	NotSignedIn  = check.NotApplicable("no sign-in succeeded: see sign-in")
	NotExchanged = check.NotApplicable("the authorization code returned no tokens: see code-response")
	NotRefreshed = check.NotApplicable("the refresh returned no tokens: see refresh-response")
)

func newSession(o *Options, t *check.Target, user *TestUser) *Session {
	s := &Session{Options: o, Target: t, User: user, API: t.Prove}
	s.App = check.Memoize(s.newApp)
	s.Browser = check.Memoize(s.openBrowser)
	s.Flow = check.Memoize(s.newFlow)
	s.First = check.Memoize(func(ctx context.Context) (*Tokens, error) { return s.signIn(ctx) })
	s.Refreshed = check.Memoize(func(ctx context.Context) (*Tokens, error) {
		first, err := s.First(ctx)
		if err != nil {
			return nil, err
		}
		if first.Refresh == "" {
			return nil, NotExchanged
		}
		return s.Refresh(ctx, first, first.Refresh)
	})
	return s
}

// newApp returns the client as an app knows it: the declared endpoints, and the declared or
// else the deployed secret.
func (s *Session) newApp(ctx context.Context) (*login.Client, error) {
	client, err := s.Target.AppClient(ctx)
	if err != nil {
		return nil, err
	}
	if reason := CannotSignIn(client); reason != "" {
		return nil, check.NotApplicable(reason)
	}
	return s.appOf(ctx, client)
}

// ProviderApp returns the client as an app knows it, for a sign-in at an identity provider. The
// client may support no users of the pool itself.
func (s *Session) ProviderApp(ctx context.Context) (*login.Client, error) {
	client, err := s.Target.AppClient(ctx)
	if err != nil {
		return nil, err
	}
	if reason := cannotGetCode(client); reason != "" {
		return nil, check.NotApplicable(reason)
	}
	return s.appOf(ctx, client)
}

func (s *Session) appOf(ctx context.Context, client *types.UserPoolClientType) (*login.Client, error) {
	addresses, err := s.Target.Endpoints(ctx)
	if err != nil {
		return nil, err
	}
	if addresses.AuthorizationEndpoint == "" {
		return nil, check.NotApplicable("the pool has no domain for sign-ins")
	}
	app := &login.Client{
		HTTP:                  s.Target.HTTP,
		AuthorizationEndpoint: addresses.AuthorizationEndpoint, TokenEndpoint: addresses.TokenEndpoint,
		RevocationEndpoint: addresses.RevocationEndpoint, UserInfoEndpoint: addresses.UserInfoEndpoint, EndSessionEndpoint: addresses.EndSessionEndpoint,
		ClientID: s.Target.Client.ID, ClientSecret: aws.ToString(client.ClientSecret), RedirectURI: redirectURI(s.Target, client),
	}
	if declared := s.Target.Client.Secret; declared != nil && *declared != "" {
		app.ClientSecret = string(*declared)
	}
	return app, nil
}

// NoCodeGrant is the reason of a check that requires the login pages.
const NoCodeGrant = "the client does not have the authorization code grant"

// CannotSignIn returns the reason why a client does not support a sign-in with the
// authorization code grant and a password, or "".
func CannotSignIn(c *types.UserPoolClientType) string {
	if reason := cannotGetCode(c); reason != "" {
		return reason
	}
	if !slices.Contains(c.SupportedIdentityProviders, "COGNITO") {
		return "the client does not support users of the pool"
	}
	return ""
}

// cannotGetCode returns the reason why a client does not support the authorization code grant, or "".
func cannotGetCode(c *types.UserPoolClientType) string {
	switch {
	case !check.SignsInUsers(c):
		return "the client is a machine client"
	case !aws.ToBool(c.AllowedOAuthFlowsUserPoolClient) || !slices.Contains(c.AllowedOAuthFlows, types.OAuthFlowTypeCode):
		return NoCodeGrant
	case len(c.CallbackURLs) == 0:
		return "the client has no callback URL"
	}
	return ""
}

// redirectURI returns the redirect URI of the app: the first declared URL, or else a deployed
// one.
func redirectURI(t *check.Target, c *types.UserPoolClientType) string {
	if declared := t.Client.Declared.CallbackURLs; len(declared) > 0 {
		return declared[0]
	}
	if uri := aws.ToString(c.DefaultRedirectURI); uri != "" {
		return uri
	}
	return c.CallbackURLs[0]
}

func (s *Session) openBrowser(ctx context.Context) (_ Browser, err error) {
	s.opened, err = s.NewBrowser(ctx)
	return s.opened, err
}

// NewBrowser opens another browser, which the caller closes.
func (s *Session) NewBrowser(ctx context.Context) (Browser, error) {
	app, err := s.App(ctx)
	if err != nil {
		return nil, err
	}
	domain, err := s.Target.Domain(ctx)
	if err != nil {
		return nil, err
	}
	managed := domain != nil && aws.ToInt32(domain.ManagedLoginVersion) == 2
	return s.Options.OpenBrowser(ctx, app, managed)
}

// Authorize gets an authorization code in the user's browser.
func (s *Session) Authorize(ctx context.Context) (*login.Callback, error) {
	browser, err := s.Browser(ctx)
	if err != nil {
		return nil, err
	}
	return s.User.signIn(ctx, browser, s.Target.Client.Key)
}

// SignInError is the error of a sign-in that returned no authorization code.
type SignInError struct{ error }

func (e SignInError) Unwrap() error { return e.error }

// signIn signs in and exchanges the code.
func (s *Session) signIn(ctx context.Context) (*Tokens, error) {
	app, err := s.App(ctx)
	if err != nil {
		return nil, err
	}
	asked := s.Options.Now()
	callback, err := s.Authorize(ctx)
	if err != nil {
		return nil, SignInError{err}
	}
	response, err := app.Exchange(ctx, callback.Code, callback.CodeVerifier)
	if err != nil {
		return nil, err
	}
	s.signIns++
	got, err := s.ReadTokens(response)
	if err != nil {
		return nil, err
	}
	got.Callback, got.SignIn, got.SignedInAt = callback, s.signIns, s.Options.Now()
	got.Requested, got.Received = asked, got.SignedInAt
	if got.Fault == "" {
		s.Observe(got, report.Issued)
	}
	return got, nil
}

// Refresh redeems a refresh token of the sign-in of other tokens.
func (s *Session) Refresh(ctx context.Context, of *Tokens, refreshToken string) (*Tokens, error) {
	app, err := s.App(ctx)
	if err != nil {
		return nil, err
	}
	asked := s.Options.Now()
	response, err := app.Refresh(ctx, refreshToken)
	if err != nil {
		return nil, err
	}
	got, err := s.ReadTokens(response)
	if err != nil {
		return nil, err
	}
	got.SignIn, got.SignedInAt = of.SignIn, of.SignedInAt
	got.Requested, got.Received = asked, s.Options.Now()
	s.observeRefresh(of, got)
	return got, nil
}

// observeRefresh records the result of a refresh of a sign-in.
func (s *Session) observeRefresh(of, got *Tokens) {
	switch {
	case got.Fault != "":
		s.Observe(of, report.Refused)
	case got.Refresh != "":
		s.Observe(of, report.Rotated)
	default:
		s.Observe(of, report.Refreshed)
	}
}

// Wait reports the wait and then waits.
func (s *Session) Wait(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	if s.onWait != nil {
		s.onWait(d)
	}
	return s.Options.Sleep(ctx, d)
}

// Observe adds an event of a sign-in to the report.
func (s *Session) Observe(of *Tokens, kind report.Kind) {
	s.events = append(s.events, report.Event{AtSeconds: s.Options.Now().Sub(of.SignedInAt).Seconds(), Kind: kind, Session: of.SignIn})
}

// Close revokes the refresh tokens of the session, so that none of them stays valid for days,
// and closes the browser. It ends no other sign-in of the user.
func (s *Session) Close(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), CleanupTimeout)
	defer cancel()
	if app, err := s.App(ctx); err == nil {
		for _, token := range s.refreshTokens {
			_, _ = app.Revoke(ctx, token) // if the client cannot revoke tokens, they expire
		}
	}
	if s.opened != nil {
		_ = s.opened.Close() // an error leaves only files in the system's temporary folder
	}
}

// MarkRetry records that the last refresh was a retry within the grace period.
func (s *Session) MarkRetry() { s.events[len(s.events)-1].Kind = report.Retried }

// Of returns the session of a live check.
func Of(t *check.Target) *Session { return t.Session.(*Session) }

// OnWait implements [check.Session].
func (s *Session) OnWait(f func(time.Duration)) { s.onWait = f }

// MovesClock implements [check.Session].
func (s *Session) MovesClock() bool { return s.Options.Advance != nil }

// Events implements [check.Session].
func (s *Session) Events() []report.Event { return s.events }
