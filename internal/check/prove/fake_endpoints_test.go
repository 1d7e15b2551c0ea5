package prove

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

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

// Close implements [session.Browser].
func (w *fakeService) Close() error {
	w.closed++
	return w.request()
}

// countedTransport sends requests to the server of a test. It does not count revocations, which end a session.
type countedTransport struct {
	checktest.HostTransport
	service *fakeService
}

func (t countedTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Path != "/oauth2/revoke" {
		if err := t.service.request(); err != nil {
			if t.service.overloaded {
				overloaded := httptest.NewRecorder()
				overloaded.WriteHeader(http.StatusServiceUnavailable)
				return overloaded.Result(), nil
			}
			return nil, err
		}
	}
	return t.HostTransport.RoundTrip(r)
}

func (w *fakeService) httpClient(server *httptest.Server) *http.Client {
	return &http.Client{Transport: countedTransport{checktest.HostTransport{Server: server}, w}}
}
