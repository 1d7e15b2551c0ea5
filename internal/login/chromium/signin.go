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
	// stepTime is how long one page may take to appear after the last was answered.
	stepTime = 30 * time.Second
	// pollTime is how often the page is looked at.
	pollTime = 100 * time.Millisecond
)

// shown is what a person sees of a page: which fields there are, and what it says.
type shown struct {
	Name     bool   // a field for the name, filled or not
	Password bool   // a field for the password
	Code     bool   // a field for a one-time code
	Message  string // what is wrong, as the page says
	Title    string
	Text     string // the beginning of the page's text
	Path     string
	Ready    bool
}

// look finds the fields by what they are for. A field that nobody sees does not count.
const look = `(() => {
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

// focus puts the caret into the visible field of a selector and empties it.
const focus = `(() => {
	const field = [...document.querySelectorAll(%q)].find(e => !e.hidden && e.type !== "hidden" && e.getClientRects().length > 0);
	field.focus();
	field.select();
	return true;
})()`

// SignIn signs a person in with the authorization code grant and PKCE, and returns the
// callback without requesting it. A browser that holds a session gets its code without
// meeting a form.
//
// The errors are CredentialsError, CallbackError, HostedError, UnknownPageError, StateError
// and NoCodeError of package login, or those of the browser.
func (b *Browser) SignIn(ctx context.Context, credentials login.Credentials) (*login.Callback, error) {
	a, err := b.client.Authorize()
	if err != nil {
		return nil, err
	}
	app, err := url.Parse(b.client.RedirectURI)
	if err != nil {
		return nil, fmt.Errorf("the redirect URI %q is not a URL", b.client.RedirectURI)
	}
	if err := b.open(ctx, a.URL, destination{app, a.Leads}); err != nil {
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
		return "the page of a second factor, which takes a person"
	case strings.Contains(at.Text, "unavailable"):
		return fmt.Sprintf("what managed login says of a client without a style: %q", at.Text)
	}
	return ""
}

// next waits for the callback, or for a page that asks for something.
func (b *Browser) next(ctx context.Context, asks func(shown) bool) (*url.URL, shown, error) {
	deadline := time.Now().Add(stepTime)
	settled := 0 // looks in a row that saw the same question
	for {
		if target := b.network.arrived(); target != nil {
			return target, shown{}, nil
		}
		if err := b.network.fault(); err != nil {
			return nil, shown{}, fmt.Errorf("the login page did not answer: %w", err)
		}
		var at shown
		err := b.do(ctx, chromedp.Evaluate(look, &at))
		if ctx.Err() != nil {
			return nil, shown{}, ctx.Err()
		}
		settled++
		if err != nil || !asks(at) { // a page that is just being left has no answer
			settled = 0
		}
		// A page that shows neither field may still be drawing them.
		if settled > 1 && (at.Name || at.Password || settled > 20) {
			return nil, at, nil
		}
		if time.Now().After(deadline) {
			return nil, at, &login.UnknownPageError{Path: at.Path, Title: at.Title, Hint: hint(at), SecondFactor: at.Code}
		}
		select {
		case <-time.After(pollTime):
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

// SignOut opens the logout endpoint with the browser's session. The answer is the redirect
// that leads out of the login pages, which is not followed.
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
