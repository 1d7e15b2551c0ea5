package oauth2_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Browsers ignore the header on http, so the plain endpoint omits it.
func TestDiscoveryRequiresHTTPSOfBrowsersThatUsedIt(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	for _, path := range []string{"/" + s.pool.ID + "/.well-known/jwks.json", "/" + s.pool.ID + "/.well-known/openid-configuration", "/us-east-1_Elsewhere/.well-known/jwks.json"} {
		encrypted := s.send(httptest.NewRequest(http.MethodGet, "https://cognito-idp.us-east-1.amazonaws.com"+path, nil))
		assert.Equal(t, "max-age=31536000 ; includeSubDomains", encrypted.header.Get("Strict-Transport-Security"), path)
		plain := s.send(httptest.NewRequest(http.MethodGet, "http://localhost:9229"+path, nil))
		assert.Empty(t, plain.header.Values("Strict-Transport-Security"), path)
		assert.Equal(t, encrypted.status, plain.status, path)
	}
}
