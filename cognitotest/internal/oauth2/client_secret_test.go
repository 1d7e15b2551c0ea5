package oauth2_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The token endpoint accepts either secret, in the header and in the body.
func TestTokenAcceptsEitherClientSecret(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	web := s.addClient(nil)
	refresh, _ := s.signIn(web)
	second, err := s.store.AddClientSecret(s.pool.ID, web.ID, "")
	require.NoError(t, err)
	status := func(secret string, inBody bool) int {
		form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {refresh}}
		if inBody {
			form.Set("client_id", web.ID)
			form.Set("client_secret", secret)
		}
		r := formRequest("/oauth2/token", form.Encode())
		if !inBody {
			r.SetBasicAuth(web.ID, secret)
		}
		return s.send(r).status
	}
	for _, inBody := range []bool{false, true} {
		assert.Equal(t, 200, status(web.Secret(), inBody))
		assert.Equal(t, 200, status(second.Value, inBody))
		assert.Equal(t, 400, status(web.Secret()+second.Value, inBody))
	}
	require.NoError(t, s.store.DeleteClientSecret(s.pool.ID, web.ID, web.Secrets[0].ID))
	assert.Equal(t, 400, status(web.Secret(), false))
	assert.Equal(t, 200, status(second.Value, false), "tokens that the deleted secret obtained stay valid")
}
