package login

import (
	"context"
	"net/http"
	"net/url"
	"strings"
)

// ProviderResponse is the form that the page of an identity provider posts to the hosted pages.
type ProviderResponse struct {
	Action string // the address of the hosted pages
	Fields url.Values
}

// Respond returns the response of an identity provider to the request in an address, to which the
// hosted pages redirected the browser. It acts as the provider and its user.
type Respond func(request *url.URL) (ProviderResponse, error)

// SignInAtProvider is SignIn for a user of an identity provider with a name in the pool. The browser
// does not request the address of the provider. It posts the response of respond to the hosted pages.
// An error of respond is returned unchanged.
func (b *Browser) SignInAtProvider(ctx context.Context, name string, respond Respond) (*Callback, error) {
	return b.signIn(ctx, &signIn{respond: respond}, func(query url.Values) { query.Set("identity_provider", name) })
}

// StartAtProvider is SignInAtProvider for a sign-in that starts at the provider: the first request of
// the browser posts the response of respond, which gets the address of the authorization endpoint. Its
// query has the parameters of the authorization request.
func (b *Browser) StartAtProvider(ctx context.Context, name string, respond Respond) (*Callback, error) {
	return b.signIn(ctx, &signIn{respond: respond, unsolicited: true}, func(query url.Values) { query.Set("identity_provider", name) })
}

// sendResponse returns the request that posts the response of the provider. It posts to the hosted
// pages only.
func (s *signIn) sendResponse(ctx context.Context, target *url.URL) (*http.Request, error) {
	s.responded = true
	response, err := s.respond(target)
	if err != nil {
		return nil, err
	}
	action, err := url.Parse(response.Action)
	switch {
	case err != nil:
		return nil, &FormError{Reason: "its action is not a URL"}
	case !sameOrigin(action, s.hosted):
		return nil, &FormError{Reason: "its action leads to " + withoutParameters(action)}
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, action.String(), strings.NewReader(response.Fields.Encode()))
	if err != nil {
		return nil, &FormError{Reason: "its action is not a URL"}
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return request, nil
}
