package console

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/fault"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/requestlog"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// full adds one of everything that a page shows.
func (f fixture) full() (confidential userpool.Client, code string) {
	f.T.Helper()
	ada := f.AddUser("ada", userpool.Attribute{Name: "email", Value: "ada@example.com"})
	confidential = f.AddClient(rotating("web"), true)
	public := f.AddClient(userpool.ClientSettings{Name: "mobile"}, false)
	f.signIn(ada, public)
	first := f.signIn(ada, confidential)
	_, err := f.Fixture.Store.RotateRefreshToken(first.ID, confidential.ID, time.Minute)
	require.NoError(f.T, err)
	f.Fixture.Store.StartBrowserSession(f.Pool.ID, "ada", "")
	code = "482915"
	f.Fixture.Store.KeepMessage(userpool.Message{
		PoolID: f.Pool.ID, Username: "ada", Source: "CustomMessage_SignUp", Medium: userpool.MediumEmail, To: "ada@example.com",
		Subject: "Your code is " + code, Body: "The code " + code, Code: code,
	})
	f.Requests.Add(requestlog.Request{Time: f.Fixture.Store.Clock.Now(), Method: "POST", Path: "/oauth2/token", Status: 400, Error: "invalid_grant", ClientID: public.ID})
	f.addFault(fault.Rule{Action: "InitiateAuth", Kind: fault.Throttle, Count: 2})
	return confidential, code
}

// Each page has one main heading, landmarks, tables with headers, names of its regions and ids that are
// unique, without content and with it.
func TestPagesAreDocuments(t *testing.T) {
	t.Parallel()
	empty, full := newFixture(t), newFixture(t)
	full.full()
	for name, f := range map[string]fixture{"empty": empty, "full": full} {
		for _, v := range views {
			document, _ := f.pageOf(v.path)
			at := name + " " + v.path
			for _, element := range []string{"h1", "main", "header", "footer", "nav"} {
				assert.Len(t, elements(document, element), 1, "%s %s", at, element)
			}
			assert.Equal(t, v.title, text(elements(document, "h1")[0]))
			assert.Equal(t, v.title+" – cognitotest", text(elements(document, "title")[0]))
			var current []string
			for _, a := range elements(elements(document, "nav")[0], "a") {
				if attribute(a, "aria-current") == "page" {
					current = append(current, attribute(a, "href"))
				}
			}
			assert.Equal(t, []string{Prefix + v.path}, current)
			for _, table := range elements(document, "table") {
				headers := elements(elements(table, "thead")[0], "th")
				for _, row := range elements(elements(table, "tbody")[0], "tr") {
					cells := len(elements(row, "td")) + len(elements(row, "th"))
					assert.Len(t, headers, cells, "%s: %s", at, text(row))
				}
				assert.NotEmpty(t, attribute(table.Parent, "aria-label"), at)
				assert.Equal(t, "0", attribute(table.Parent, "tabindex"), "%s: a region that scrolls is reached by keyboard", at)
			}
			ids := map[string]bool{}
			for e := range document.Descendants() {
				if id := attribute(e, "id"); e.Type == html.ElementNode && id != "" {
					assert.False(t, ids[id], "%s: the id %s is there twice", at, id)
					ids[id] = true
				}
			}
			for e := range document.Descendants() {
				if to := attribute(e, "aria-labelledby"); e.Type == html.ElementNode && to != "" {
					assert.True(t, ids[to], "%s: %s", at, to)
				}
			}
		}
	}
}

// The form of a new fault offers each kind, action and endpoint. Each of its fields has a label and a place
// for an error.
func TestFormOfFaults(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	document, _ := f.pageOf("requests")
	var form *html.Node
	for _, each := range elements(document, "form") {
		if attribute(each, "id") == "add-fault" {
			form = each
		}
	}
	require.NotNil(t, form)
	var options, labels []string
	ids := map[string]bool{}
	for _, option := range elements(form, "option") {
		options = append(options, attribute(option, "value"))
	}
	for _, kind := range fault.Kinds {
		assert.Contains(t, options, string(kind))
	}
	assert.Subset(t, options, []string{"InitiateAuth", "/oauth2/token"})
	for _, label := range elements(form, "label") {
		labels = append(labels, attribute(label, "for"))
	}
	for e := range form.Descendants() {
		ids[attribute(e, "id")] = true
	}
	for _, field := range append(elements(form, "input"), elements(form, "select")...) {
		assert.Contains(t, labels, attribute(field, "id"))
		if to := attribute(field, "aria-describedby"); attribute(field, "name") != "which" {
			assert.True(t, ids[to] && to != "", attribute(field, "id"))
		}
	}
}

// No page contains a secret or the code of a message. The user asks for each of them.
func TestSecretsAreSentWhenTheUserAsks(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	client, code := f.full()
	for _, v := range views {
		_, page := f.pageOf(v.path)
		assert.NotContains(t, page, client.Secret(), v.path)
		assert.NotContains(t, page, code, v.path)
	}
	show := func(path string) (s secret) {
		document, _ := f.pageOf(path)
		for _, b := range elements(document, "button") {
			if at := attribute(b, "data-show"); at != "" {
				require.NoError(t, json.Unmarshal(f.get(at).Body.Bytes(), &s))
				assert.Equal(t, "false", attribute(b, "aria-expanded"))
			}
		}
		return s
	}
	assert.Equal(t, secret{Value: client.Secret()}, show(""))
	assert.Equal(t, secret{Value: code, Text: "The code " + code}, show("messages"))

	_, err := f.Fixture.Store.ClientSecrets(f.Pool.ID, "unknown")
	require.Error(t, err)
	for path, want := range map[string]string{
		"client-secret?user_pool_id=" + f.Pool.ID + "&client_id=unknown": "The app client has no secret, or does not exist any more. Reload the page.\n",
		"client-secret?": "The app client has no secret, or does not exist any more. Reload the page.\n",
		"message?id=m0":  "The message does not exist any more. Reload the page.\n",
		"message?id=":    "The message does not exist any more. Reload the page.\n",
	} {
		got := f.get(Prefix + path)
		assert.Equal(t, http.StatusNotFound, got.Code, path)
		assert.Equal(t, want, got.Body.String(), path)
	}
	assert.NotEqual(t, newFixture(t).messageID(userpool.Message{Code: code}), f.messageID(userpool.Message{Code: code}), "the ids of another process do not reveal a code")
}

func TestPagesShowTheState(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	client, _ := f.full()
	for path, want := range map[string][]string{
		"":               {"orders " + f.Pool.ID, client.ID, "grace 1 min", "before-release", "Access token 1 h", "Refresh token 30 d, rotates, grace period 1 min"},
		"token-families": {"2 families live", "ada at web live", "ada at mobile live", "T1 in its grace period for 1 min", "T2 valid for 30 d", "Refreshed, token replaced"},
		"users":          {"orders 1 user", "ada ada@example.com FORCE_CHANGE_PASSWORD yes 2", "the pool"},
		"messages":       {"Your code is ••••••", "To ada@example.com", "Code ••••••"},
		"requests":       {"InitiateAuth throttle 2", " 400 POST /oauth2/token invalid_grant When a refresh fails, Token endpoint mobile"},
	} {
		document, _ := f.pageOf(path)
		for _, w := range want {
			assert.Contains(t, text(elements(document, "main")[0]), w, path)
		}
	}
	f.Fixture.Store.Clock.Advance(31 * 24 * time.Hour)
	document, _ := f.pageOf("token-families")
	assert.Contains(t, text(document), "31 d ahead")
	assert.Contains(t, text(document), "ada at web expired")
	assert.NotContains(t, text(document), "Revoke the family")
}

// The console only reads. Web pages of another origin get nothing.
func TestRequestsOfOtherPagesAreRejected(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	client, _ := f.full()
	config := configPath(f.Pool.ID, client.ID, "boto3", "&secret=1")
	for _, tt := range []struct {
		name, method string
		header       http.Header
		status       int
	}{
		{"the address bar", "GET", http.Header{"Sec-Fetch-Site": {"none"}}, 200},
		{"a program", "GET", http.Header{}, 200},
		{"the console", "GET", http.Header{"Sec-Fetch-Site": {"same-origin"}, "Origin": {"http://127.0.0.1:9229"}}, 200},
		{"a HEAD request", "HEAD", http.Header{}, 200},
		{"a link of another site", "GET", http.Header{"Sec-Fetch-Site": {"cross-site"}}, 403},
		{"a page of another port", "GET", http.Header{"Sec-Fetch-Site": {"same-site"}}, 403},
		{"another origin", "GET", http.Header{"Origin": {"https://attacker.example"}}, 403},
		{"a sandbox", "GET", http.Header{"Origin": {"null"}}, 403},
		{"a form of another origin", "POST", http.Header{"Origin": {"https://attacker.example"}}, 403},
		{"a form", "POST", http.Header{"Origin": {"http://127.0.0.1:9229"}, "X-Cognitotest": {"1"}}, 405},
		{"a DELETE request", "DELETE", http.Header{}, 405},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, path := range []string{"", "token-families", "users", "messages", "requests", "console.js", "console.css", strings.TrimPrefix(config, Prefix)} {
				r := httptest.NewRequest(tt.method, "http://127.0.0.1:9229"+Prefix+path, nil)
				r.Header = tt.header
				w := httptest.NewRecorder()
				f.ServeHTTP(w, r)
				assert.Equal(t, tt.status, w.Code, path)
				assert.Equal(t, policy, w.Header().Get("Content-Security-Policy"))
				assert.Equal(t, "no-store", w.Header().Get("Cache-Control"))
				assert.Equal(t, "nosniff", w.Header().Get("X-Content-Type-Options"))
				assert.Equal(t, "DENY", w.Header().Get("X-Frame-Options"))
				assert.Empty(t, w.Header().Get("Access-Control-Allow-Origin"))
				if tt.status != http.StatusOK {
					assert.NotContains(t, w.Body.String(), client.Secret())
				}
				if tt.status == http.StatusForbidden {
					assert.Regexp(t, `^The console rejects requests of web pages of another origin( \(Sec-Fetch-Site: [a-z-]+\))?\. Type its address into the address bar of the browser\.\n$`, w.Body.String())
				}
			}
		})
	}
	assert.Equal(t, http.StatusNotFound, f.get(Prefix+"nothing").Code)
}

// The buttons name routes of the Control API and JSON that it reads.
func TestButtonsHaveAMethodAndAPath(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.full()
	found := map[string]bool{}
	for _, v := range views {
		document, _ := f.pageOf(v.path)
		for _, b := range append(elements(document, "button"), elements(document, "form")...) {
			path := attribute(b, "data-path")
			if path == "" {
				continue
			}
			_, err := url.ParseRequestURI(path)
			require.NoError(t, err)
			found[path] = true
			if body := attribute(b, "data-body"); body != "" {
				assert.True(t, json.Valid([]byte(body)), body)
			}
			assert.NotEmpty(t, attribute(b, "data-done"), path)
		}
	}
	for _, path := range []string{"clock/advance", "reset", "snapshots", "snapshots/before-release", "snapshots/before-release/restore", "faults", "faults/1", "requests"} {
		assert.True(t, found["/_cognitotest/"+path], path)
	}
}
