package chromium

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

const (
	// stepTimeout limits how long a page may take to appear after the last form was sent.
	stepTimeout = 30 * time.Second
	// pollInterval is the time between two inspections of the page.
	pollInterval = 100 * time.Millisecond
)

// shown is the visible content of a page: its fields and texts.
type shown struct {
	Name     bool   // a field for the name, filled or not
	Password bool   // a field for the password
	Code     bool   // a field for a one-time code
	Message  string // the page's error message
	Title    string
	Text     string // the beginning of the page's text
	Path     string
	Ready    bool
}

// inspect is a script that returns [shown]. It finds the fields by their purpose, and ignores
// invisible ones.
const inspect = `(() => {
	const seen = e => !!e && !e.hidden && e.type !== "hidden" && e.getClientRects().length > 0 && getComputedStyle(e).visibility !== "hidden";
	const find = s => [...document.querySelectorAll(s)].find(seen);
	const wrong = find('[role="alert"], [class*="error" i]:not(input):not(form)');
	return {
		Name: !!find('input[name="username"]'),
		Password: !!find('input[type="password"]'),
		Code: !!find('input[autocomplete="one-time-code"], input[name="code"]'),
		Message: wrong ? wrong.innerText.trim().slice(0, 200) : "",
		Title: document.title.slice(0, 200),
		Text: document.body ? document.body.innerText.trim().slice(0, 200) : "",
		Path: location.pathname,
		Ready: document.readyState === "complete",
	};
})()`

// focus is a script that focuses the first visible field of a selector and selects its text, so
// that typing replaces it.
const focus = `(() => {
	const field = [...document.querySelectorAll(%q)].find(e => !e.hidden && e.type !== "hidden" && e.getClientRects().length > 0);
	field.focus();
	field.select();
	return true;
})()`

// SignIn signs a user in with the authorization code grant and PKCE, and returns the
// callback without requesting it. A browser with a session gets a code without a form.
//
// The errors are CredentialsError, CallbackError, HostedError, UnknownPageError, StateError
// and NoCodeError of package login, or an error of the browser.
func (b *Browser) SignIn(ctx context.Context, credentials login.Credentials) (*login.Callback, error) {
	a, err := b.client.Authorize()
	if err != nil {
		return nil, err
	}
	app, err := url.Parse(b.client.RedirectURI)
	if err != nil {
		return nil, fmt.Errorf("the redirect URI %q is not a URL", b.client.RedirectURI)
	}
	if err := b.open(ctx, a.URL, destination{app, a.IsCallback}); err != nil {
		return nil, err
	}
	var named, prompted bool
	for {
		target, at, err := b.next(ctx, func(s shown) bool {
			return s.Password && !prompted || s.Name && !s.Password && !named || s.Message != "" || s.Code || s.Ready && !s.Name && !s.Password && s.Text != ""
		})
		if err != nil {
			return nil, err
		}
		switch {
		case target != nil:
			callback, err := a.Callback(target)
			if err == nil {
				callback.Prompted = prompted
			}
			return callback, err
		case at.Path == "/error":
			return nil, &login.HostedError{Status: http.StatusBadRequest, Message: at.Text}
		case at.Message != "" && (named || prompted):
			return nil, &login.CredentialsError{Message: at.Message}
		case at.Password && !prompted:
			if at.Name && !named {
				err = b.typeInto(ctx, `input[name="username"]`, credentials.Username, "")
				named = true
			}
			if err == nil {
				err = b.typeInto(ctx, `input[type="password"]`, credentials.Password, kb.Enter)
			}
			prompted = true
		case at.Name && !named:
			err = b.typeInto(ctx, `input[name="username"]`, credentials.Username, kb.Enter)
			named = true
		default:
			return nil, &login.UnknownPageError{Path: at.Path, Title: at.Title, Hint: hint(at), SecondFactor: at.Code}
		}
		if err != nil {
			return nil, err
		}
	}
}

// hint completes "it looks like ...".
func hint(at shown) string {
	switch {
	case at.Code:
		return "the page of a second factor, which requires a user"
	case strings.Contains(at.Text, "unavailable"):
		return fmt.Sprintf("managed login's message for a client without a branding style: %q", at.Text)
	}
	return ""
}

// next waits for the callback, or for a page for which asks returns true in two successive
// inspections.
func (b *Browser) next(ctx context.Context, asks func(shown) bool) (*url.URL, shown, error) {
	deadline := time.Now().Add(stepTimeout)
	settled := 0 // successive inspections for which asks returned true
	for {
		if target := b.network.arrived(); target != nil {
			return target, shown{}, nil
		}
		if err := b.network.fault(); err != nil {
			return nil, shown{}, fmt.Errorf("the login page did not answer: %w", err)
		}
		var at shown
		err := b.do(ctx, chromedp.Evaluate(inspect, &at))
		if ctx.Err() != nil {
			return nil, shown{}, ctx.Err()
		}
		settled++
		if err != nil || !asks(at) { // Evaluate fails while the browser leaves the page
			settled = 0
		}
		// If the page shows neither field, it may still be drawing them: wait for 20 inspections.
		if settled > 1 && (at.Name || at.Password || settled > 20) {
			return nil, at, nil
		}
		if time.Now().After(deadline) {
			return nil, at, &login.UnknownPageError{Path: at.Path, Title: at.Title, Hint: hint(at), SecondFactor: at.Code}
		}
		select {
		case <-time.After(pollInterval):
		case <-ctx.Done():
			return nil, shown{}, ctx.Err()
		}
	}
}

func (b *Browser) typeInto(ctx context.Context, selector, text, then string) error {
	var found bool
	actions := []chromedp.Action{chromedp.Evaluate(fmt.Sprintf(focus, selector), &found), chromedp.KeyEvent(text)}
	if then != "" {
		actions = append(actions, chromedp.KeyEvent(then))
	}
	return b.do(ctx, actions...)
}

// SignOut opens the logout endpoint with the browser's session. It returns the redirect out of
// the login pages, which it does not follow.
func (b *Browser) SignOut(ctx context.Context, logoutURI string) (*login.Response, error) {
	want, err := url.Parse(logoutURI)
	if err != nil {
		return nil, fmt.Errorf("the logout URL %q is not a URL", logoutURI)
	}
	address := b.client.EndSessionEndpoint + "?" + url.Values{"client_id": {b.client.ClientID}, "logout_uri": {logoutURI}}.Encode()
	if err := b.open(ctx, address, destination{app: want}); err != nil {
		return nil, err
	}
	target, at, err := b.next(ctx, func(s shown) bool { return s.Ready && s.Text != "" })
	if err != nil {
		return nil, err
	}
	if target == nil {
		return &login.Response{Status: http.StatusBadRequest, Header: http.Header{}, Body: []byte(at.Text)}, nil
	}
	return &login.Response{Status: http.StatusFound, Header: http.Header{"Location": {target.String()}}}, nil
}
