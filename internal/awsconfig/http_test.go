package awsconfig

import (
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestHTTPClientTrustsTheCallersCertificates(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer server.Close()
	bundle := filepath.Join(t.TempDir(), "ca.pem")
	require.NoError(t, os.WriteFile(bundle, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}), 0o600))
	isolate(t, map[string]string{"AWS_CA_BUNDLE": bundle}, "", "[default]\n"+keys)
	loaded, err := Load(t.Context(), Options{})
	require.NoError(t, err)

	response, err := HTTPClient(loaded).Get(server.URL)
	require.NoError(t, err)
	assert.Equal(t, http.StatusOK, response.StatusCode)

	_, err = HTTPClient(aws.Config{}).Get(server.URL)
	assert.ErrorContains(t, err, "certificate")
}
