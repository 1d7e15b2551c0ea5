package login

import (
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// serveOnce sends the same response to every request, and records the last request with its raw body.
func serveOnce(t *testing.T, status int, header http.Header, body string) (*Client, *recorded) {
	t.Helper()
	last := &recorded{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		*last = recorded{Method: r.Method, Path: r.URL.Path, Query: r.URL.Query(), Header: r.Header.Clone(), Body: string(raw)}
		maps.Copy(w.Header(), header)
		w.WriteHeader(status)
		io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	return &Client{
		TokenEndpoint:      server.URL + "/oauth2/token",
		RevocationEndpoint: server.URL + "/oauth2/revoke",
		UserInfoEndpoint:   server.URL + "/oauth2/userInfo",
		EndSessionEndpoint: server.URL + "/logout",
		ClientID:           "app1",
		RedirectURI:        "https://app.example/cb",
	}, last
}

func TestTokenRequestsOnTheWire(t *testing.T) {
	// printf 'app1:s3cret' | base64
	const basic = "Basic YXBwMTpzM2NyZXQ="
	tests := []struct {
		name         string
		secret       string
		secretInBody bool
		call         func(*Client) (*Response, error)
		wantAuth     string
		wantBody     string
	}{
		{
			"exchange with client_secret_basic", "s3cret", false,
			func(c *Client) (*Response, error) { return c.Exchange(t.Context(), "c0de", "ver1fier") },
			basic,
			"code=c0de&code_verifier=ver1fier&grant_type=authorization_code&redirect_uri=https%3A%2F%2Fapp.example%2Fcb",
		},
		{
			"exchange with client_secret_post", "s3cret", true,
			func(c *Client) (*Response, error) { return c.Exchange(t.Context(), "c0de", "ver1fier") },
			"",
			"client_id=app1&client_secret=s3cret&code=c0de&code_verifier=ver1fier&grant_type=authorization_code&redirect_uri=https%3A%2F%2Fapp.example%2Fcb",
		},
		{
			"exchange of a public client", "", false,
			func(c *Client) (*Response, error) { return c.Exchange(t.Context(), "c0de", "ver1fier") },
			"",
			"client_id=app1&code=c0de&code_verifier=ver1fier&grant_type=authorization_code&redirect_uri=https%3A%2F%2Fapp.example%2Fcb",
		},
		{
			"exchange without a verifier", "s3cret", false,
			func(c *Client) (*Response, error) { return c.Exchange(t.Context(), "c0de", "") },
			basic,
			"code=c0de&grant_type=authorization_code&redirect_uri=https%3A%2F%2Fapp.example%2Fcb",
		},
		{
			"refresh", "s3cret", false,
			func(c *Client) (*Response, error) { return c.Refresh(t.Context(), "r1.r2") },
			basic, "grant_type=refresh_token&refresh_token=r1.r2",
		},
		{
			"refresh of a public client", "", false,
			func(c *Client) (*Response, error) { return c.Refresh(t.Context(), "r1.r2") },
			"", "client_id=app1&grant_type=refresh_token&refresh_token=r1.r2",
		},
		{
			"client credentials with scopes", "s3cret", false,
			func(c *Client) (*Response, error) {
				return c.ClientCredentials(t.Context(), "https://api/read", "https://api/write")
			},
			basic, "grant_type=client_credentials&scope=https%3A%2F%2Fapi%2Fread+https%3A%2F%2Fapi%2Fwrite",
		},
		{
			"client credentials with all scopes", "s3cret", false,
			func(c *Client) (*Response, error) { return c.ClientCredentials(t.Context()) },
			basic, "grant_type=client_credentials",
		},
		{
			"any other grant", "s3cret", false,
			func(c *Client) (*Response, error) {
				return c.Token(t.Context(), url.Values{"grant_type": {"password"}})
			},
			basic, "grant_type=password",
		},
		{
			"revoke", "s3cret", false,
			func(c *Client) (*Response, error) { return c.Revoke(t.Context(), "r1") },
			basic, "token=r1",
		},
		{
			"a secret that needs encoding", "a b+c", false,
			func(c *Client) (*Response, error) { return c.Revoke(t.Context(), "r1") },
			// printf 'app1:a+b%%2Bc' | base64
			"Basic YXBwMTphK2IlMkJj", "token=r1",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			const answer = `{"error":"invalid_grant"}`
			client, last := serveOnce(t, 400, http.Header{"X-Seen": {"yes"}}, answer)
			client.ClientSecret, client.SecretInBody = test.secret, test.secretInBody
			resp, err := test.call(client)
			if err != nil {
				t.Fatal(err)
			}
			if resp.Status != 400 || string(resp.Body) != answer || resp.Header.Get("X-Seen") != "yes" {
				t.Errorf("the response was changed: %v %q", resp, resp.Body)
			}
			if last.Method != "POST" || last.Header.Get("Content-Type") != "application/x-www-form-urlencoded" {
				t.Errorf("%s with content type %q", last.Method, last.Header.Get("Content-Type"))
			}
			if got := last.Header.Get("Authorization"); got != test.wantAuth {
				t.Errorf("Authorization %q, want %q", got, test.wantAuth)
			}
			if last.Body != test.wantBody {
				t.Errorf("body\n got %q\nwant %q", last.Body, test.wantBody)
			}
		})
	}
}

func TestTokenDoesNotChangeTheCallersForm(t *testing.T) {
	client, _ := serveOnce(t, 200, nil, "{}")
	form := url.Values{"grant_type": {"x"}}
	if _, err := client.Token(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	if len(form) != 1 {
		t.Errorf("the caller's form became %v", form)
	}
}

func TestUserInfoSendsTheBearerToken(t *testing.T) {
	client, last := serveOnce(t, 200, nil, `{"sub":"1","email_verified":"true"}`)
	resp, err := client.UserInfo(t.Context(), "at")
	if err != nil {
		t.Fatal(err)
	}
	if string(resp.Body) != `{"sub":"1","email_verified":"true"}` {
		t.Errorf("body %q", resp.Body)
	}
	if last.Method != "GET" || last.Header.Get("Authorization") != "Bearer at" {
		t.Errorf("%s with Authorization %q", last.Method, last.Header.Get("Authorization"))
	}
}

func TestRedirectOfAnOAuthEndpointIsNotFollowed(t *testing.T) {
	client, _ := serveOnce(t, 302, http.Header{"Location": {"http://127.0.0.1:1/stolen"}}, "")
	resp, err := client.Refresh(t.Context(), "r1")
	if err != nil {
		t.Fatal(err)
	}
	if resp.Status != 302 {
		t.Errorf("got %v, want the redirect itself", resp)
	}
}

func TestStringContainsNoSecret(t *testing.T) {
	resp := &Response{Status: 200, Body: []byte(`{"access_token":"t0ken"}`)}
	if got := resp.String(); got != "HTTP 200, 24 bytes" {
		t.Errorf("response prints %q", got)
	}
	callback := &Callback{Code: "c0de", Prompted: true}
	if strings.Contains(callback.String(), "c0de") {
		t.Errorf("callback prints %q", callback)
	}
	if got := ada.String() + ada.GoString(); strings.Contains(got, ada.Password) {
		t.Errorf("credentials print %q", got)
	}
}
