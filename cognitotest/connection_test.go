package cognitotest_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

func TestPlainEndpointReturnsTheConnection(t *testing.T) {
	t.Parallel()
	s, err := cognitotest.Start(cognitotest.Config{Region: "eu-west-1", Credentials: map[string]string{"AKIAEXAMPLE": "the secret"}})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	response, err := http.Get(s.URL + "/_cognitotest/connection")
	require.NoError(t, err)
	defer response.Body.Close()
	assert.Equal(t, http.StatusOK, response.StatusCode)
	assert.Equal(t, "application/json", response.Header.Get("Content-Type"))
	assert.Empty(t, response.Header.Get("Access-Control-Allow-Origin"), "a page of another origin cannot read it")
	var got map[string]any
	require.NoError(t, json.NewDecoder(response.Body).Decode(&got))
	assert.Equal(t, map[string]any{
		"url": s.URL, "proxy_url": s.ProxyURL, "ca_file": s.CAFile, "ca_certificate": string(s.CertificatePEM()), "region": "eu-west-1",
	}, got, "it has no credentials")
}

func TestConnectionIsOnlyOnThePlainEndpoint(t *testing.T) {
	t.Parallel()
	s := cognitotest.NewServer()
	t.Cleanup(s.Close)
	response, err := s.Client().Get("https://cognito-idp.us-east-1.amazonaws.com/_cognitotest/connection")
	require.NoError(t, err)
	_ = response.Body.Close()
	assert.Equal(t, http.StatusNotFound, response.StatusCode, "the service has no such path")

	// A page that resolves its own name to this machine (DNS rebinding) sends its own host.
	request, err := http.NewRequest(http.MethodGet, s.URL+"/_cognitotest/connection", nil)
	require.NoError(t, err)
	request.Host = "evil.example.com"
	response, err = http.DefaultClient.Do(request)
	require.NoError(t, err)
	_ = response.Body.Close()
	assert.Equal(t, http.StatusMisdirectedRequest, response.StatusCode)

	response, err = http.Post(s.URL+"/_cognitotest/connection", "text/plain", nil)
	require.NoError(t, err)
	_ = response.Body.Close()
	assert.NotEqual(t, http.StatusOK, response.StatusCode)
}
