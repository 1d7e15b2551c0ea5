package hostedui_test

import (
	"maps"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
)

// ASVS 14.2.1: the sign-in reads its form only, so a password or a token in an address signs no user in.
func TestPasswordInTheQueryIsIgnored(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name        string
		create      func(*testing.T) *fixture
		path, token string // of the form with the password
	}{
		{"classic", newFixture, "/login", "_csrf"},
		{"managed login", newManagedFixture, "/verifyPassword", "csrf"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := tt.create(t)
			b := s.newBrowser()
			p := b.get(s.loginPath(s.client))
			if s.domain.ManagedLogin() {
				p = b.submit(p, url.Values{"username": {"jo"}})
			}
			form := url.Values{"username": {"jo"}, "password": {password}, tt.token: {b.cookies["XSRF-TOKEN"]}, "session": {hiddenField(p, "session")}, "step": {hiddenField(p, "step")}}
			for _, moved := range []string{"password", tt.token} {
				rest := maps.Clone(form)
				rest.Del(moved)
				got := b.post(s.path(tt.path)+"&"+url.Values{moved: form[moved]}.Encode(), rest)
				assert.NotEqual(t, http.StatusFound, got.status, moved)
				assert.NotContains(t, got.body, password)
				assert.NotContains(t, b.cookies, "cognito", moved)
			}
			assert.NotEqual(t, http.StatusFound, b.get(s.path(tt.path)+"&"+form.Encode()).status, "GET")
			requireSignedIn(t, b.post(s.path(tt.path), form))
		})
	}
}
