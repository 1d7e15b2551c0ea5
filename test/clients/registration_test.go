package clients

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/require"
)

// TestOpenIDClientRegistersClients registers with an access token and without one.
func TestOpenIDClientRegistersClients(t *testing.T) {
	t.Parallel()
	s, e, api := newPool(t)
	e.registerClients(t, api)
	runScript(t, "openid-client-registration.mjs", s, e)
}

// TestMCPSDKRegistersItself finds the pool in the metadata of an MCP server.
func TestMCPSDKRegistersItself(t *testing.T) {
	t.Parallel()
	s, e, api := newPool(t)
	e.registerClients(t, api)
	runScript(t, "mcp-sdk.mjs", s, e)
}

// TestMCPSDKRegistersItselfInABrowser is the same from the origin of an app.
func TestMCPSDKRegistersItselfInABrowser(t *testing.T) {
	t.Parallel()
	s, a, api := newBrowserPool(t, "mcp-sdk.page.mjs")
	a.environment.registerClients(t, api)
	runPage(t, s, a, signInOnClassicPage(a.environment.User)...)
}

// registerClients lets applications register clients in the pool, openly and with a token of the client registrar.
func (e *environment) registerClients(t *testing.T, api *idp.Client) {
	t.Helper()
	// The SDK for Go has no member DcrConfiguration.
	configuration := `{"UserPoolId":"` + e.PoolID + `","AutoVerifiedAttributes":["email"],"DcrConfiguration":{"OpenDcrEnabled":true,"AllowedScopes":["` + e.Scope + `"]}}`
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://cognito-idp."+e.Region+".amazonaws.com/", strings.NewReader(configuration))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/x-amz-json-1.1")
	request.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService.UpdateUserPool")
	request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential="+keyID+"/20261129/"+e.Region+"/cognito-idp/aws4_request, SignedHeaders=host, Signature=00")
	response, err := api.Options().HTTPClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, response.StatusCode, string(body))

	created, err := api.CreateUserPoolClient(t.Context(), &idp.CreateUserPoolClientInput{
		UserPoolId: &e.PoolID, ClientName: aws.String("registrar"), GenerateSecret: true, AllowedOAuthFlowsUserPoolClient: true,
		AllowedOAuthFlows: []types.OAuthFlowType{types.OAuthFlowTypeClientCredentials}, AllowedOAuthScopes: []string{"aws.cognito/dcr/register"},
	})
	require.NoError(t, err)
	e.Clients["registrar"] = client{ID: *created.UserPoolClient.ClientId, Secret: *created.UserPoolClient.ClientSecret}
}
