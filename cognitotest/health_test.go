package cognitotest

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A server that lost its state still responds, but rejects every change.
func TestHealth(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := Start(Config{StateDir: dir})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	health := func() (int, string) {
		response, err := http.Get(s.URL + "/_cognitotest/health")
		require.NoError(t, err)
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		return response.StatusCode, strings.TrimSpace(string(body))
	}
	status, body := health()
	assert.Equal(t, http.StatusOK, status)
	assert.Equal(t, `{"status":"ok"}`, body)

	require.NoError(t, os.Rename(filepath.Join(dir, "state.db"), filepath.Join(dir, "elsewhere")))
	assert.Panics(t, func() { s.Advance(1) })
	status, body = health()
	assert.Equal(t, http.StatusServiceUnavailable, status)
	assert.Contains(t, body, `"status":503`)
	assert.Contains(t, body, "was removed, replaced or cut off")
}
