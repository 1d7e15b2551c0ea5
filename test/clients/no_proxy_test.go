package clients

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestAppOnLoopbackIsDirectForNode: with the variables of the emulator, fetch connects directly to an app on this machine, and
// through the proxy to the service.
func TestAppOnLoopbackIsDirectForNode(t *testing.T) {
	t.Parallel()
	program := node(t)
	s, e, _ := newPool(t)
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "the app") }))
	t.Cleanup(app.Close)
	const script = `fetch(process.argv[1]).then((r) => r.text()).then((text) => process.stdout.write(text))`
	env := append([]string{"NODE_OPTIONS=--require=./proxy.cjs"}, s.env...)
	assert.Equal(t, "the app", run(t, "", env, program, "-e", script, app.URL))
	assert.Contains(t, run(t, "", env, program, "-e", script, e.Issuer+"/.well-known/jwks.json"), `"kty":"RSA"`)
}
