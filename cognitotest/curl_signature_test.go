package cognitotest_test

import (
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// The signer of curl shares no code with the AWS SDKs.
func TestSignaturesOfCurlAreVerified(t *testing.T) {
	t.Parallel()
	curl := installed(t, "curl")
	s, err := cognitotest.Start(cognitotest.Config{Credentials: map[string]string{"AKIAOWNER": "owner-secret"}})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	call := func(url, service, user string, more ...string) string {
		arguments := append([]string{"--silent", "--aws-sigv4", "aws:amz:eu-west-1:" + service, "--user", user}, more...)
		out, err := exec.CommandContext(t.Context(), curl, append(arguments, url)...).CombinedOutput()
		require.NoError(t, err, string(out))
		return string(out)
	}
	list := []string{
		"-H", "X-Amz-Target: AWSCognitoIdentityProviderService.ListUserPools", "-H", "Content-Type: application/x-amz-json-1.1",
		"--data", `{"MaxResults":1}`,
	}
	proxied := append([]string{"--proxy", s.ProxyURL, "--cacert", s.CAFile}, list...)
	const host = "https://cognito-idp.eu-west-1.amazonaws.com/"
	assert.Equal(t, `{"UserPools":[]}`, call(host, "cognito-idp", "AKIAOWNER:owner-secret", proxied...))
	assert.Equal(t, `{"UserPools":[]}`, call(s.URL, "cognito-idp", "AKIAOWNER:owner-secret", list...))
	assert.Contains(t, call(host, "cognito-idp", "AKIAOWNER:guess", proxied...), `"__type":"InvalidSignatureException"`)
	assert.Contains(t, call(host, "sts", "AKIAOWNER:owner-secret", proxied...), "Credential should be scoped to correct service: 'cognito-idp'. ")
	assert.Contains(t, call(s.URL, "sts", "AKIAOWNER:owner-secret", "--data", "Action=GetCallerIdentity&Version=2011-06-15"), "<Account>123456789012</Account>")
	decrypt := []string{"-H", "X-Amz-Target: TrentService.Decrypt", "-H", "Content-Type: application/x-amz-json-1.1", "--data", `{"CiphertextBlob":"AAAA"}`}
	assert.Equal(t, `{"__type":"InvalidCiphertextException"}`+"\n", call(s.URL, "kms", "AKIAOWNER:owner-secret", decrypt...))
	assert.Contains(t, call(s.URL, "kms", "AKIAOWNER:guess", decrypt...), `"__type":"InvalidSignatureException"`)
	assert.Contains(t, call(s.URL, "sts", "AKIAOWNER:owner-secret", decrypt...), "Credential should be scoped to correct service: 'kms'. ")
}
