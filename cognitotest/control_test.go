package cognitotest_test

import (
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

func TestEnvReplacesTheVariablesOfTheCaller(t *testing.T) {
	t.Parallel()
	s, err := cognitotest.Start(cognitotest.Config{Region: "eu-west-1"})
	require.NoError(t, err)
	defer s.Close()
	env := s.Env()
	for name, want := range map[string]string{
		"AWS_CONFIG_FILE":             "[default]\nregion = eu-west-1\n",
		"AWS_SHARED_CREDENTIALS_FILE": "[default]\naws_access_key_id = AKIACOGNITOTEST\naws_secret_access_key = cognitotest\n",
	} {
		assert.Equal(t, filepath.Dir(s.CAFile), filepath.Dir(env[name]), name)
		content, err := os.ReadFile(env[name])
		require.NoError(t, err)
		assert.Equal(t, want, string(content), name)
		delete(env, name)
	}
	assert.Equal(t, map[string]string{
		"HTTPS_PROXY": s.ProxyURL, "HTTP_PROXY": s.ProxyURL, "https_proxy": s.ProxyURL, "http_proxy": s.ProxyURL,
		"NO_PROXY": "localhost,127.0.0.1,::1,[::1]", "no_proxy": "localhost,127.0.0.1,::1,[::1]", "ALL_PROXY": "", "all_proxy": "",
		"AWS_CA_BUNDLE": s.CAFile, "SSL_CERT_FILE": s.CAFile, "CURL_CA_BUNDLE": s.CAFile,
		"REQUESTS_CA_BUNDLE": s.CAFile, "NODE_EXTRA_CA_CERTS": s.CAFile,
		"AWS_ACCESS_KEY_ID": "AKIACOGNITOTEST", "AWS_SECRET_ACCESS_KEY": "cognitotest",
		"AWS_SESSION_TOKEN": "", "AWS_SECURITY_TOKEN": "", "AWS_CREDENTIAL_EXPIRATION": "",
		"AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-1", "AWS_PROFILE": "default", "AWS_DEFAULT_PROFILE": "default",
		"AWS_ENDPOINT_URL": "", "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER": "", "AWS_ENDPOINT_URL_STS": "",
		"AWS_USE_FIPS_ENDPOINT": "false", "AWS_USE_DUALSTACK_ENDPOINT": "false",
		"AWS_EC2_METADATA_DISABLED": "true", "CHECKPOINT_DISABLE": "1", "NODE_USE_ENV_PROXY": "1",
	}, env)
	s.Env()["AWS_REGION"] = "changed"
	assert.Equal(t, "eu-west-1", s.Env()["AWS_REGION"], "Env returns a copy")
}

// A server that a team shares runs for weeks.
func TestCertificateOutlivesALongRun(t *testing.T) {
	t.Parallel()
	block, _ := pem.Decode(start(t).CertificatePEM())
	require.NotNil(t, block)
	certificate, err := x509.ParseCertificate(block.Bytes)
	require.NoError(t, err)
	assert.WithinDuration(t, time.Now().AddDate(1, 0, 0), certificate.NotAfter, 48*time.Hour)
}

// A child process signs with an access key of Config.Credentials.
func TestEnvHasAConfiguredAccessKey(t *testing.T) {
	t.Parallel()
	s, err := cognitotest.Start(cognitotest.Config{Credentials: map[string]string{"AKIB": "b", "AKIA": "a"}})
	require.NoError(t, err)
	defer s.Close()
	env := s.Env()
	assert.Equal(t, "AKIA", env["AWS_ACCESS_KEY_ID"])
	assert.Equal(t, "a", env["AWS_SECRET_ACCESS_KEY"])
	content, err := os.ReadFile(env["AWS_SHARED_CREDENTIALS_FILE"])
	require.NoError(t, err)
	assert.Equal(t, "[default]\naws_access_key_id = AKIA\naws_secret_access_key = a\n", string(content))
}

// TestClockThatATestStops: only Advance moves a clock whose Now always returns the same time.
func TestClockThatATestStops(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	s, err := cognitotest.Start(cognitotest.Config{Now: noon.Local})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	assert.Equal(t, noon, s.Now())
	s.Advance(time.Hour)
	assert.Equal(t, noon.Add(time.Hour), s.Now())

	_, err = s.Client().Get("https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEfGhI/.well-known/jwks.json")
	require.NoError(t, err, "certificates are valid by the clock of the machine")
}
