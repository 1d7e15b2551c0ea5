package cognitotest_test

import (
	"os"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The SDK cannot add the certificates of AWS_CA_BUNDLE to a client that it did not build. The
// documentation of the package has the error of the SDK and the code that works.
func TestDocumentedSDKConfigWorksWithACABundle(t *testing.T) {
	s := start(t)
	for name, value := range s.Env() {
		if strings.HasPrefix(name, "AWS_") { // net/http would keep the proxy for the tests that follow
			t.Setenv(name, value)
		}
	}

	_, err := config.LoadDefaultConfig(t.Context(), config.WithHTTPClient(s.Client()))
	const sdkError = "unable to add custom RootCAs HTTPClient"
	require.ErrorContains(t, err, sdkError)
	text, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	assert.Contains(t, string(text), `"`+sdkError+`"`)
	assert.Contains(t, string(text), "\n//\tloaded, err := config.LoadDefaultConfig(ctx)\n")
	assert.Contains(t, string(text), "\n//\tloaded.HTTPClient = server.Client()\n")

	loaded, err := config.LoadDefaultConfig(t.Context())
	require.NoError(t, err)
	loaded.HTTPClient = s.Client()
	pools, err := cognitoidentityprovider.NewFromConfig(loaded).ListUserPools(t.Context(), &cognitoidentityprovider.ListUserPoolsInput{MaxResults: new(int32(1))})
	require.NoError(t, err)
	assert.Empty(t, pools.UserPools)
}
