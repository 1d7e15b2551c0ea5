package authorization

import (
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// The values of prompt (OpenID Connect Core 3.1.2.1). The last two have no meaning for the
// pool itself; the provider of the sign-in receives them.
const (
	promptNone    = "none"
	promptLogin   = "login"
	promptAccount = "select_account"
	promptConsent = "consent"
)

// ErrJSONState rejects a state that is a JSON object or array. The developer guide ("Authorize
// endpoint") does not allow it, and live pools return an empty 400
// (aws-samples/cloudfront-authorization-at-edge#117).
var ErrJSONState = errors.New("authorization request: state is JSON")

func isJSON(state string) bool {
	trimmed := strings.TrimSpace(state)
	return (strings.HasPrefix(trimmed, "{") || strings.HasPrefix(trimmed, "[")) && json.Valid([]byte(trimmed))
}

// parseFreshness reads the parameters about sessions: prompt, which only managed login
// supports (developer guide, "Authorize endpoint"), and max_age, which both versions support
// ("Login endpoint"). The error for invalid values is unspecified.
func (r *Request) parseFreshness(d userpool.Domain, q url.Values) error {
	if d.ManagedLogin() {
		r.Prompts = strings.Fields(q.Get("prompt"))
	}
	known := []string{promptNone, promptLogin, promptAccount, promptConsent}
	if slices.ContainsFunc(r.Prompts, func(p string) bool { return !slices.Contains(known, p) }) || (r.Silent() && len(r.Prompts) > 1) {
		return r.Fail("invalid_request")
	}
	if !q.Has("max_age") {
		return nil
	}
	seconds, err := strconv.Atoi(q.Get("max_age"))
	if err != nil || seconds < 0 {
		return r.Fail("invalid_request")
	}
	r.MaxAge = new(time.Duration(seconds) * time.Second)
	return nil
}

// Silent reports whether the request allows no page. Without a session the callback receives
// login_required.
func (r *Request) Silent() bool { return slices.Contains(r.Prompts, promptNone) }

// ForwardedPrompt returns the prompt for a provider: all values except none.
func (r *Request) ForwardedPrompt() string {
	return strings.Join(slices.DeleteFunc(slices.Clone(r.Prompts), func(p string) bool { return p == promptNone }), " ")
}

// freshIn reports whether a browser's session satisfies the request at a time, except for a
// requested level of authentication. The session must be from the requested provider or, if the
// request names no provider, from one of the client's providers: "If your user signs in again with a
// different IdP … they must provide credentials" (developer guide, "User pool sign-in with third party
// identity providers").
func (r *Request) freshIn(session userpool.BrowserSession, now time.Time) bool {
	provider := session.Provider
	if provider == "" {
		provider = cognitoProvider
	}
	requested := r.foreignProvider
	if requested == "" && r.asksForPool {
		requested = cognitoProvider
	}
	switch {
	case slices.Contains(r.Prompts, promptLogin):
		return false
	case session.Session != nil && !r.reuses(now.Sub(session.AuthTime)):
		return false
	case r.MaxAge != nil && now.Sub(session.AuthTime) > *r.MaxAge:
		return false
	case requested != "":
		return requested == provider && slices.Contains(r.Client.SupportedIdentityProviders, provider)
	}
	return slices.Contains(r.Client.SupportedIdentityProviders, provider)
}
