package authorization

import (
	"net/url"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// parseTargets reads acr_values. Only managed login supports it, and only in a feature plan that
// includes step-up; elsewhere it has no effect (developer guide, "Authorize endpoint"). It ignores
// values that name no level of the pool, also if all do (unspecified).
func (r *Request) parseTargets(store *userpool.Store, d userpool.Domain, q url.Values) error {
	if !store.AuthenticationLevels || !d.ManagedLogin() || q.Get("acr_values") == "" {
		return nil
	}
	pool, err := store.Pool(d.PoolID)
	if err != nil {
		return r.Fail("server_error") // the pool was deleted meanwhile
	}
	if pool.HasStepUp() {
		r.Targets = pool.ACRLevels(q.Get("acr_values"))
	}
	return nil
}

// Reuse is what the session of a browser is worth for a request.
type Reuse int

// The values of Reuse.
const (
	SignIn   Reuse = iota // the user must sign in
	Complete              // the session completes the request
	StepUp                // the session does not have the requested level, and counts for the factors that it has
)

// Reuse returns what a browser's session is worth for the request now. In a session from a
// provider, a step-up is another sign-in at the provider.
//
// Errors: InvalidParameterException if the user cannot reach any of the requested levels.
func (r *Request) Reuse(store *userpool.Store, user userpool.User, session userpool.BrowserSession) (Reuse, error) {
	switch {
	case !r.freshIn(session, store.Clock.Now()):
		return SignIn, nil
	case len(r.Targets) == 0, session.Provider != "" && session.Authentication.Level >= r.Targets[0]:
		return Complete, nil
	case session.Provider != "":
		return StepUp, nil
	}
	missing, err := store.StepUp(user.PoolID, &user, r.Targets, session.Authentication)
	if err != nil || len(missing) > 0 {
		return StepUp, err
	}
	return Complete, nil
}

// AtProvider returns the path at which a session from a provider steps up: the authorize endpoint,
// with the request's own query and the provider. It returns "" if the request names a provider
// already.
func (r *Request) AtProvider(provider string, query url.Values) string {
	if provider == "" || r.foreignProvider != "" {
		return ""
	}
	choices := r.ProviderChoices(query)
	i := slices.IndexFunc(choices, func(c ProviderChoice) bool { return c.Name == provider })
	if i < 0 {
		return ""
	}
	return choices[i].Path
}

// ForwardedACR returns acr_values for a provider: its own names of the requested levels. Levels
// without a name are omitted.
func (r *Request) ForwardedACR(provider userpool.IdentityProvider) string {
	var names []string
	for _, level := range r.Targets {
		if name := provider.ACRName(level); name != "" {
			names = append(names, name)
		}
	}
	return strings.Join(names, " ")
}
