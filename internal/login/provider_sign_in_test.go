package login

import (
	"errors"
	"net/http"
	"net/url"
	"reflect"
	"testing"
)

// atProvider serves the authorization endpoint with a redirect to an identity provider, and accepts its response.
func atProvider(t *testing.T) *hosted {
	t.Helper()
	return serveHosted(t, map[string]http.HandlerFunc{
		"GET /oauth2/authorize": send(302, "https://idp.example/sso?SAMLRequest=r&RelayState=s"),
		"POST /saml2/idpresponse": func(w http.ResponseWriter, r *http.Request) {
			state := r.PostForm.Get("RelayState")
			if relayed, err := url.ParseQuery(state); err == nil && relayed.Has("state") {
				state = relayed.Get("state")
			}
			send(302, "https://app.example/cb?code=c0de&state="+state)(w, r)
		},
	})
}

func TestSignInAtProviderPostsTheResponse(t *testing.T) {
	var h *hosted
	var state string
	h = serveHosted(t, map[string]http.HandlerFunc{
		"GET /oauth2/authorize": func(w http.ResponseWriter, r *http.Request) {
			state = r.URL.Query().Get("state")
			send(302, "https://idp.example/sso?SAMLRequest=r&RelayState=relayed")(w, r)
		},
		"POST /saml2/idpresponse": func(w http.ResponseWriter, r *http.Request) {
			send(302, "https://app.example/cb?code=c0de&state="+state)(w, r)
		},
	})
	got, err := h.client().NewBrowser().SignInAtProvider(t.Context(), "Corp", func(request *url.URL) (ProviderResponse, error) {
		if request.String() != "https://idp.example/sso?SAMLRequest=r&RelayState=relayed" {
			t.Errorf("request %q", request)
		}
		return ProviderResponse{Action: h.URL + "/saml2/idpresponse", Fields: url.Values{"SAMLResponse": {"a+b"}, "RelayState": {"relayed"}}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got.Code != "c0de" || got.Prompted || got.CodeVerifier == "" || got.Nonce == "" {
		t.Errorf("callback: code %q, prompted %v; want c0de, false, with a verifier and a nonce", got.Code, got.Prompted)
	}
	if provider := h.seen[0].Query.Get("identity_provider"); provider != "Corp" {
		t.Errorf("identity_provider %q, want Corp", provider)
	}
	if want := (url.Values{"SAMLResponse": {"a+b"}, "RelayState": {"relayed"}}); !reflect.DeepEqual(h.seen[1].Form, want) {
		t.Errorf("form %q, want %q", h.seen[1].Form, want)
	}
}

func TestStartAtProviderSendsTheResponseFirst(t *testing.T) {
	h := atProvider(t)
	got, err := h.client().NewBrowser().StartAtProvider(t.Context(), "Corp", func(authorize *url.URL) (ProviderResponse, error) {
		return ProviderResponse{Action: h.URL + "/saml2/idpresponse", Fields: url.Values{"RelayState": {authorize.RawQuery}}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"POST /saml2/idpresponse"}; !reflect.DeepEqual(h.requests(), want) {
		t.Errorf("requests %q, want %q", h.requests(), want)
	}
	relayed, err := url.ParseQuery(h.seen[0].Form.Get("RelayState"))
	if err != nil {
		t.Fatal(err)
	}
	if relayed.Get("identity_provider") != "Corp" || relayed.Get("client_id") != "app1" || relayed.Get("state") != got.State {
		t.Errorf("relay state %q, callback state %q", relayed, got.State)
	}
}

func TestSignInAtProviderErrors(t *testing.T) {
	refused := errors.New("the request is not signed")
	for _, tt := range []struct {
		name    string
		pages   map[string]http.HandlerFunc
		respond ProviderResponse
		fails   error // of the provider
		want    error
	}{
		{"the provider rejects the request", nil, ProviderResponse{}, refused, refused},
		{"another host", nil, ProviderResponse{Action: "https://evil.example/acs"}, nil, &FormError{Reason: "its action leads to https://evil.example/acs"}},
		{"no address", nil, ProviderResponse{Action: "https://[::1"}, nil, &FormError{Reason: "its action is not a URL"}},
		{"a form for users of the pool", map[string]http.HandlerFunc{"GET /oauth2/authorize": show(200, formPage)}, ProviderResponse{}, nil,
			&FormError{Reason: "it is a form for users of the pool, and not a redirect to the identity provider"}},
		{"a second redirect to the provider", map[string]http.HandlerFunc{
			"GET /oauth2/authorize":   send(302, "https://idp.example/sso?SAMLRequest=r"),
			"POST /saml2/idpresponse": send(302, "https://idp.example/sso?SAMLRequest=again"),
		}, ProviderResponse{Action: "/saml2/idpresponse"}, nil, &RedirectError{Target: "https://idp.example/sso"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := atProvider(t)
			if tt.pages != nil {
				h = serveHosted(t, tt.pages)
			}
			if tt.respond.Action == "/saml2/idpresponse" {
				tt.respond.Action = h.URL + tt.respond.Action
			}
			_, err := h.client().NewBrowser().SignInAtProvider(t.Context(), "Corp", func(*url.URL) (ProviderResponse, error) { return tt.respond, tt.fails })
			if !reflect.DeepEqual(err, tt.want) {
				t.Errorf("got  %v\nwant %v", err, tt.want)
			}
		})
	}
}
