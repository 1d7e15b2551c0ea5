package refreshcheck

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// Session is what the live checks of one client share: a person's browser, the first
// response to a code, and the first to a refresh. A check that uses a token up signs in
// anew, which the browser's session makes short.
type Session struct {
	live   *Live
	target *Target
	person *guest
	api    ProveAPI // nil unless one of Proofs runs
	people People   // nil if no user can be created

	app     func(context.Context) (*login.Client, error)
	browser func(context.Context) (Browser, error)
	way     func(context.Context) (way, error) // for Proofs
	opened  Browser                            // nil if no browser was opened

	// First and Refreshed are the first response to a code, and to its refresh token.
	First     func(context.Context) (*tokens, error)
	Refreshed func(context.Context) (*tokens, error)

	waits   func(time.Duration) // told before a wait
	signIns int
	events  []report.Event
	alive   []string // refresh tokens that may still be good
}

// notSignedIn is why a check has no tokens to look at. What is wrong is said where it was
// met first.
const (
	notSignedIn  = NotApplicable("nobody is signed in: see sign-in")
	notExchanged = NotApplicable("the code gave no tokens: see code-response")
	notRefreshed = NotApplicable("the refresh gave no tokens: see refresh-response")
)

func newSession(live *Live, t *Target, person *guest) *Session {
	s := &Session{live: live, target: t, person: person, api: t.prove}
	s.app = once(s.newApp)
	s.browser = once(s.openBrowser)
	s.way = once(s.newWay)
	s.First = once(func(ctx context.Context) (*tokens, error) { return s.signIn(ctx) })
	s.Refreshed = once(func(ctx context.Context) (*tokens, error) {
		first, err := s.First(ctx)
		if err != nil {
			return nil, err
		}
		if first.refresh == "" {
			return nil, notExchanged
		}
		return s.refresh(ctx, first, first.refresh)
	})
	return s
}

// newApp is the client as an app has it: the endpoints that are declared, and the secret
// that is declared or deployed.
func (s *Session) newApp(ctx context.Context) (*login.Client, error) {
	client, err := s.target.AppClient(ctx)
	if err != nil {
		return nil, err
	}
	if reason := unable(client); reason != "" {
		return nil, NotApplicable(reason)
	}
	addresses, err := s.target.Endpoints(ctx)
	if err != nil {
		return nil, err
	}
	if addresses.AuthorizationEndpoint == "" {
		return nil, NotApplicable("the pool has no domain to sign in at")
	}
	app := &login.Client{
		HTTP:                  s.target.HTTP,
		AuthorizationEndpoint: addresses.AuthorizationEndpoint, TokenEndpoint: addresses.TokenEndpoint,
		RevocationEndpoint: addresses.RevocationEndpoint, UserInfoEndpoint: addresses.UserInfoEndpoint, EndSessionEndpoint: addresses.EndSessionEndpoint,
		ClientID: s.target.Client.ID, ClientSecret: aws.ToString(client.ClientSecret), RedirectURI: s.target.redirectURI(client),
	}
	if declared := s.target.Client.Secret; declared != nil && *declared != "" {
		app.ClientSecret = string(*declared)
	}
	return app, nil
}

// noCodeGrant is the reason of a check that requires the login pages.
const noCodeGrant = "the client does not have the authorization code grant"

// unable is why nobody can sign in with the code grant, and a password, at a client; or "".
func unable(c *types.UserPoolClientType) string {
	code, native := false, false
	for _, flow := range c.AllowedOAuthFlows {
		code = code || flow == types.OAuthFlowTypeCode
	}
	for _, provider := range c.SupportedIdentityProviders {
		native = native || provider == "COGNITO"
	}
	switch {
	case !signsIn(c):
		return "the client is for machines"
	case !aws.ToBool(c.AllowedOAuthFlowsUserPoolClient) || !code:
		return noCodeGrant
	case len(c.CallbackURLs) == 0:
		return "the client has no callback URL"
	case !native:
		return "the client has no users of the pool itself"
	}
	return ""
}

// redirectURI is where the app expects its answer: at a URL that is declared, if any is.
func (t *Target) redirectURI(c *types.UserPoolClientType) string {
	if declared := t.Client.Declared.CallbackURLs; len(declared) > 0 {
		return declared[0]
	}
	if uri := aws.ToString(c.DefaultRedirectURI); uri != "" {
		return uri
	}
	return c.CallbackURLs[0]
}

// revokes is whether a client must be able to revoke its tokens: as declared, or else as
// deployed.
func (t *Target) revokes(c *types.UserPoolClientType) bool {
	if declared := t.Client.Declared.Revocation; declared != nil {
		return *declared
	}
	return aws.ToBool(c.EnableTokenRevocation)
}

func (s *Session) openBrowser(ctx context.Context) (_ Browser, err error) {
	s.opened, err = s.newBrowser(ctx)
	return s.opened, err
}

// newBrowser opens another browser, which the caller closes.
func (s *Session) newBrowser(ctx context.Context) (Browser, error) {
	app, err := s.app(ctx)
	if err != nil {
		return nil, err
	}
	domain, err := s.target.Domain(ctx)
	if err != nil {
		return nil, err
	}
	managed := domain != nil && aws.ToInt32(domain.ManagedLoginVersion) == 2
	return s.live.OpenBrowser(ctx, app, managed)
}

// authorize gets a code in the person's browser.
func (s *Session) authorize(ctx context.Context) (*login.Callback, error) {
	browser, err := s.browser(ctx)
	if err != nil {
		return nil, err
	}
	return s.person.signIn(ctx, browser, s.target.Client.Key)
}

// signInError is what came of a sign-in in place of a code.
type signInError struct{ error }

func (e signInError) Unwrap() error { return e.error }

// signIn signs in and exchanges the code.
func (s *Session) signIn(ctx context.Context) (*tokens, error) {
	app, err := s.app(ctx)
	if err != nil {
		return nil, err
	}
	asked := s.live.Now()
	callback, err := s.authorize(ctx)
	if err != nil {
		return nil, signInError{err}
	}
	response, err := app.Exchange(ctx, callback.Code, callback.CodeVerifier)
	if err != nil {
		return nil, err
	}
	s.signIns++
	got, err := s.read(response)
	if err != nil {
		return nil, err
	}
	got.callback, got.session, got.began = callback, s.signIns, s.live.Now()
	got.asked, got.answered = asked, got.began
	if got.fault == "" {
		s.see(got, report.Issued)
	}
	return got, nil
}

// refresh redeems a refresh token of the sign-in of other tokens.
func (s *Session) refresh(ctx context.Context, of *tokens, refreshToken string) (*tokens, error) {
	app, err := s.app(ctx)
	if err != nil {
		return nil, err
	}
	asked := s.live.Now()
	response, err := app.Refresh(ctx, refreshToken)
	if err != nil {
		return nil, err
	}
	got, err := s.read(response)
	if err != nil {
		return nil, err
	}
	got.session, got.began = of.session, of.began
	got.asked, got.answered = asked, s.live.Now()
	s.seeRefresh(of, got)
	return got, nil
}

// seeRefresh records the result of a refresh of a sign-in.
func (s *Session) seeRefresh(of, got *tokens) {
	switch {
	case got.fault != "":
		s.see(of, report.Refused)
	case got.refresh != "":
		s.see(of, report.Rotated)
	default:
		s.see(of, report.Refreshed)
	}
}

// wait lets time pass, and says so before.
func (s *Session) wait(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	if s.waits != nil {
		s.waits(d)
	}
	return s.live.Sleep(ctx, d)
}

// see adds an event of a sign-in to the picture of the client.
func (s *Session) see(of *tokens, kind report.Kind) {
	s.events = append(s.events, report.Event{AtSeconds: s.live.Now().Sub(of.began).Seconds(), Kind: kind, Session: of.session})
}

// close ends what the session has begun and nothing else: its own refresh tokens, so that
// none of a person's stays good for days, and the browser.
func (s *Session) close(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), removalTime)
	defer cancel()
	if app, err := s.app(ctx); err == nil {
		for _, token := range s.alive {
			_, _ = app.Revoke(ctx, token) // without revocation they end by themselves
		}
	}
	if s.opened != nil {
		_ = s.opened.Close() // its folder is in the system's temporary one
	}
}
