package cognitoidp

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// ssoFixture is a pool that tracks sessions, with the user ada, who has signed in to two clients through one browser, and to
// the first through another one and through the API.
type ssoFixture struct {
	t      *testing.T
	api    *API
	store  *userpool.Store
	client userpool.Client
	names  map[string]string // of session ids
	tokens map[string]token.Set
}

func newSSOFixture(t *testing.T) *ssoFixture {
	t.Helper()
	store := userpool.NewStore("123456789012")
	f := &ssoFixture{t: t, store: store, api: &API{Store: store, Issuer: &token.Issuer{Store: store}}, names: map[string]string{}, tokens: map[string]token.Set{}}
	pool, err := store.CreatePool("us-east-1", userpool.Pool{PoolSettings: userpool.PoolSettings{PasswordPolicy: userpool.DefaultPasswordPolicy}})
	require.NoError(t, err)
	f.client, err = store.CreateClient(pool.ID, userpool.ClientSettings{Name: "c", EnableTokenRevocation: true}, "", false)
	require.NoError(t, err)
	user, err := store.CreateUser(pool.ID, "ada", nil, "")
	require.NoError(t, err)
	_, err = store.SetSessionConfiguration(pool.ID, userpool.SessionConfiguration{Tracking: true, MaxPerUser: 20})
	require.NoError(t, err)
	browser := func(name string) string {
		store.Clock.Advance(time.Minute)
		id := store.StartBrowserSession(pool.ID, "ada", "").SSOSessionID()
		f.names[id] = name
		return id
	}
	signIn := func(name, origin string) {
		store.Clock.Advance(time.Minute)
		f.tokens[name], err = f.api.Issuer.SignIn(token.SignIn{
			Client: f.client, User: user, Scopes: []string{accountScope}, AuthTime: store.Clock.Now(), OriginSessionID: origin,
		})
		require.NoError(t, err)
		active, err := store.UserSessions(pool.ID, "ada")
		require.NoError(t, err)
		for _, a := range active {
			if f.names[a.ID] == "" {
				f.names[a.ID] = name
			}
		}
	}
	work := browser("work")
	signIn("mail", work)
	signIn("chat", work)
	signIn("home mail", browser("home"))
	signIn("cli", "")
	return f
}

// post sends a request, in which {NAME} is the id of a session.
func (f *ssoFixture) post(action, body string) string {
	for id, name := range f.names {
		body = strings.ReplaceAll(body, "{"+name+"}", id)
	}
	body = strings.NewReplacer("{pool}", f.client.PoolID, "{client}", f.client.ID).Replace(body)
	request := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
	request.Header.Set("X-Amz-Target", targetPrefix+action)
	request.Header.Set("Content-Type", contentType)
	request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKIACOGNITOTEST/20261123/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00")
	w := httptest.NewRecorder()
	f.api.Handle(w, request, "us-east-1", "")
	return strings.TrimSpace(w.Body.String())
}

// active returns the names of the sessions with their origins, the latest activity first.
func (f *ssoFixture) active() (names []string) {
	f.t.Helper()
	var listed struct {
		Sessions []struct{ SessionId, SessionType, OriginSessionId string }
	}
	response := f.post("AdminListUserSessions", `{"UserPoolId":"{pool}","Username":"ada"}`)
	require.NotContains(f.t, response, `"IsCurrentSession":true`)
	require.NoError(f.t, json.Unmarshal([]byte(response), &listed))
	for _, s := range listed.Sessions {
		name := s.SessionType + " " + f.names[s.SessionId]
		if s.OriginSessionId != "" {
			name += " of " + f.names[s.OriginSessionId]
		}
		names = append(names, name)
	}
	return names
}

func TestLinkedSessions(t *testing.T) {
	t.Parallel()
	const (
		cli, homeMail, home = "TOKEN cli", "TOKEN home mail of home", "SSO home"
		chat, mail, work    = "TOKEN chat of work", "TOKEN mail of work", "SSO work"
		current             = `{"__type":"InvalidParameterException","message":"The current session cannot be revoked."}`
		admin               = `{"UserPoolId":"{pool}","Username":"ada","SessionId":`
		linkedToo           = `,"RevokeAssociatedSessions":"LINKED"}`
	)
	all := []string{cli, homeMail, home, chat, work, mail}
	for _, tt := range []struct {
		name, action, body, want string
		ended                    []string
	}{
		{"an SSO session alone", "AdminRevokeUserSession", admin + `"{work}"}`, `{}`, []string{work}},
		{"an SSO session and its tokens", "AdminRevokeUserSession", admin + `"{work}"` + linkedToo, `{}`, []string{work, mail, chat}},
		{"a token session alone", "AdminRevokeUserSession", admin + `"{mail}","RevokeAssociatedSessions":"NONE"}`, `{}`, []string{mail}},
		{"a token session and its parent, without siblings", "AdminRevokeUserSession", admin + `"{mail}"` + linkedToo, `{}`, []string{mail, work}},
		{"a token session without parent", "AdminRevokeUserSession", admin + `"{cli}"` + linkedToo, `{}`, []string{cli}},
		{"the own session", "RevokeUserSession", `{"AccessToken":"MAIL","SessionId":"{mail}"` + linkedToo, current, nil},
		{"the own SSO session alone", "RevokeUserSession", `{"AccessToken":"MAIL","SessionId":"{work}"}`, `{}`, []string{work}},
		{"the own session through its parent", "RevokeUserSession", `{"AccessToken":"MAIL","SessionId":"{work}"` + linkedToo, current, nil},
		{"a sibling and the parent", "RevokeUserSession", `{"AccessToken":"MAIL","SessionId":"{chat}"` + linkedToo, `{}`, []string{chat, work}},
		{"RevokeToken", "RevokeToken", `{"ClientId":"{client}","Token":"REFRESH"}`, `{}`, []string{mail}},
		{"RevokeToken, NONE", "RevokeToken", `{"ClientId":"{client}","Token":"REFRESH","RevokeAssociatedSessions":"NONE"}`, `{}`, []string{mail}},
		{"RevokeToken, LINKED", "RevokeToken", `{"ClientId":"{client}","Token":"REFRESH"` + linkedToo, `{}`, []string{mail, work}},
		{"RevokeToken of another kind", "RevokeToken", `{"ClientId":"{client}","Token":"MAIL"` + linkedToo, `{"__type":"UnsupportedTokenTypeException","message":"Only refresh tokens can be revoked."}`, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := newSSOFixture(t)
			require.Equal(t, all, f.active())
			body := strings.NewReplacer("MAIL", f.tokens["mail"].Access, "REFRESH", f.tokens["mail"].Refresh).Replace(tt.body)
			assert.Equal(t, tt.want, f.post(tt.action, body))
			var left []string
			for _, name := range all {
				ended := false
				for _, e := range tt.ended {
					ended = ended || e == name
				}
				if !ended {
					left = append(left, name)
				}
			}
			assert.Equal(t, left, f.active())
			for name, set := range f.tokens {
				want := `{"AuthenticationResult":`
				for _, e := range tt.ended {
					if strings.HasPrefix(e+" ", "TOKEN "+name+" ") {
						want = `{"__type":"NotAuthorizedException","message":"Refresh Token has been revoked"}`
					}
				}
				got := f.post("GetTokensFromRefreshToken", `{"ClientId":"{client}","RefreshToken":"`+set.Refresh+`"}`)
				assert.True(t, strings.HasPrefix(got, want), "%s: %s", name, got)
			}
		})
	}
}

// TestLinkedRevocationUsesUpCodes: a code of a revoked SSO session starts no token session.
func TestLinkedRevocationUsesUpCodes(t *testing.T) {
	t.Parallel()
	f := newSSOFixture(t)
	issue := func(session string) string {
		for id, name := range f.names {
			if name == session {
				return f.store.IssueCode(userpool.AuthorizationCode{PoolID: f.client.PoolID, ClientID: f.client.ID, Username: "ada", OriginSessionID: id}).Value
			}
		}
		return ""
	}
	work, home := issue("work"), issue("home")
	assert.Equal(t, `{}`, f.post("AdminRevokeUserSession", `{"UserPoolId":"{pool}","Username":"ada","SessionId":"{work}","RevokeAssociatedSessions":"LINKED"}`))
	_, ok := f.store.RedeemCode(work, f.client.ID)
	assert.False(t, ok)
	_, ok = f.store.RedeemCode(home, f.client.ID)
	assert.True(t, ok)
}

// TestOldSSOSessionEndsWithItsCookie: an expired one is not listed.
func TestOldSSOSessionEndsWithItsCookie(t *testing.T) {
	t.Parallel()
	f := newSSOFixture(t)
	f.store.Clock.Advance(time.Hour)
	assert.Equal(t, []string{"TOKEN cli", "TOKEN home mail of home", "TOKEN chat of work", "TOKEN mail of work"}, f.active())
}

// TestSessionActionsRequireTheScope: a token of an OAuth sign-in without it neither lists nor revokes.
func TestSessionActionsRequireTheScope(t *testing.T) {
	t.Parallel()
	f := newSSOFixture(t)
	user, err := f.store.User(f.client.PoolID, "ada")
	require.NoError(t, err)
	set, err := f.api.Issuer.SignIn(token.SignIn{Client: f.client, User: user, Scopes: []string{"openid"}, AuthTime: f.store.Clock.Now()})
	require.NoError(t, err)
	const scopes = `{"__type":"NotAuthorizedException","message":"Access Token does not have required scopes"}`
	assert.Equal(t, scopes, f.post("ListUserSessions", `{"AccessToken":"`+set.Access+`"}`))
	assert.Equal(t, scopes, f.post("RevokeUserSession", `{"AccessToken":"`+set.Access+`","SessionId":"{cli}"}`))
}
