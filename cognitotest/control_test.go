package cognitotest_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

func TestEnv(t *testing.T) {
	t.Parallel()
	s, err := cognitotest.Start(cognitotest.Config{Region: "eu-west-1"})
	require.NoError(t, err)
	defer s.Close()
	assert.Equal(t, map[string]string{
		"HTTPS_PROXY": s.ProxyURL, "HTTP_PROXY": s.ProxyURL, "https_proxy": s.ProxyURL, "http_proxy": s.ProxyURL,
		"NO_PROXY": "", "no_proxy": "",
		"AWS_CA_BUNDLE": s.CAFile, "SSL_CERT_FILE": s.CAFile, "CURL_CA_BUNDLE": s.CAFile,
		"REQUESTS_CA_BUNDLE": s.CAFile, "NODE_EXTRA_CA_CERTS": s.CAFile,
		"AWS_ACCESS_KEY_ID": "AKIACOGNITOTEST", "AWS_SECRET_ACCESS_KEY": "cognitotest", "AWS_SESSION_TOKEN": "",
		"AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-1", "AWS_PROFILE": "", "AWS_ENDPOINT_URL": "",
		"AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
	}, s.Env())
	s.Env()["AWS_REGION"] = "changed"
	assert.Equal(t, "eu-west-1", s.Env()["AWS_REGION"], "the caller gets a copy")
}
