package clients

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

func TestOpenIDClient(t *testing.T) {
	t.Parallel()
	s, e, _ := newPool(t)
	runScript(t, "openid-client.mjs", s, e)
}

// TestOpenIDClientWithAnUpdatedIssuer: everything of TestOpenIDClient, and the change from the original issuer.
func TestOpenIDClientWithAnUpdatedIssuer(t *testing.T) {
	t.Parallel()
	t.Run("change", func(t *testing.T) {
		t.Parallel()
		s, e, _ := newPool(t)
		runScript(t, "openid-client-updated-issuer.mjs", s, e)
	})
	t.Run("updated", func(t *testing.T) {
		t.Parallel()
		s, e, api := newPool(t)
		e.updateIssuer(t, api)
		runScript(t, "openid-client.mjs", s, e)
	})
}

// TestOpenIDClientStepUp uses a pool with managed login, whose user has an authenticator app that an ordinary sign-in does not ask for.
func TestOpenIDClientStepUp(t *testing.T) {
	t.Parallel()
	s, e, _ := newStepUpPool(t, appOrigin)
	runScript(t, "openid-client-step-up.mjs", s, e)
}

func TestOIDCClientTS(t *testing.T) {
	t.Parallel()
	s, e, _ := newPool(t)
	runScript(t, "oidc-client-ts.mjs", s, e)
}

func TestAmazonCognitoIdentityJS(t *testing.T) {
	t.Parallel()
	s, e, _ := newPool(t)
	runScript(t, "amazon-cognito-identity-js.mjs", s, e)
}

// TestAmazonCognitoIdentityJSDevice uses a pool that remembers the devices that users choose to remember.
func TestAmazonCognitoIdentityJSDevice(t *testing.T) {
	t.Parallel()
	s, e, api := newPool(t)
	rememberDevices(t, api, e.PoolID)
	runScript(t, "amazon-cognito-identity-js-device.mjs", s, e)
}

func TestAWSSDKForJavaScript(t *testing.T) {
	t.Parallel()
	s, e, _ := newPool(t)
	runScript(t, "aws-sdk.mjs", s, e)
}

// TestReplicaWithTheAWSSDKForJavaScript creates a replica, and calls both regions.
func TestReplicaWithTheAWSSDKForJavaScript(t *testing.T) {
	t.Parallel()
	s, e, _ := newPool(t)
	runScript(t, "replica.mjs", s, e)
}

// TestAWSSDKForJavaScriptFactors reads the factors of a user, and deletes the authenticator app.
func TestAWSSDKForJavaScriptFactors(t *testing.T) {
	t.Parallel()
	s, e, _ := newPool(t)
	runScript(t, "aws-sdk-factors.mjs", s, e)
}

// TestAWSSDKForJavaScriptClient gets the token of a machine, and reads the terms of a client.
func TestAWSSDKForJavaScriptClient(t *testing.T) {
	t.Parallel()
	s, e, _ := newPool(t)
	runScript(t, "aws-sdk-client.mjs", s, e)
}

// TestImportJobWithTheAWSSDKForJavaScript uploads the file of an import job with fetch, and signs the users in.
func TestImportJobWithTheAWSSDKForJavaScript(t *testing.T) {
	t.Parallel()
	s, e, _ := newPool(t)
	runScript(t, "import-job.mjs", s, e)
}

// TestAWSJWTVerify verifies tokens of the hosted pages, tokens of the API, and a token of another pool.
func TestAWSJWTVerify(t *testing.T) {
	t.Parallel()
	s, e, api := newPool(t)
	e.addTokens(t, api)
	runScript(t, "aws-jwt-verify.mjs", s, e)
}

// TestAWSJWTVerifyWithAnUpdatedIssuer verifies tokens of the updated issuer, and beside them tokens of the API from before the
// change, which have the original one.
func TestAWSJWTVerifyWithAnUpdatedIssuer(t *testing.T) {
	t.Parallel()
	s, e, api := newPool(t)
	e.addTokens(t, api)
	e.updateIssuer(t, api)
	e.Tokens = e.signIn(t, api)
	runScript(t, "aws-jwt-verify.mjs", s, e)
}

// updateIssuer gives the pool the updated issuer.
func (e *environment) updateIssuer(t *testing.T, api *idp.Client) {
	t.Helper()
	_, err := api.UpdateUserPool(t.Context(), &idp.UpdateUserPoolInput{
		UserPoolId: &e.PoolID, AutoVerifiedAttributes: []types.VerifiedAttributeType{types.VerifiedAttributeTypeEmail},
		IssuerConfiguration: &types.IssuerConfigurationType{Type: types.IssuerTypeUpdated},
	})
	require.NoError(t, err)
	e.Issuer = "https://issuer-cognito-idp." + e.Region + ".amazonaws.com/" + e.PoolID
}

// addTokens signs in on the hosted pages, by the API, and at another pool.
func (e *environment) addTokens(t *testing.T, api *idp.Client) {
	t.Helper()
	_, foreign, foreignAPI := newPool(t)
	e.Tokens = e.signIn(t, api)
	e.APITokens = e.signInByAPI(t, api)
	e.ForeignToken = foreign.signInByAPI(t, foreignAPI)["IdToken"]
}

// signIn returns the token response of the web client after a sign-in through the hosted pages.
func (e *environment) signIn(t *testing.T, api *idp.Client) map[string]any {
	t.Helper()
	web := e.Clients["web"]
	app := &login.Client{
		HTTP:                  api.Options().HTTPClient.(*http.Client),
		AuthorizationEndpoint: e.Domain + "/oauth2/authorize", TokenEndpoint: e.Domain + "/oauth2/token",
		ClientID: web.ID, ClientSecret: web.Secret, RedirectURI: web.Redirect, Scopes: []string{"openid", "email"},
	}
	callback, err := app.NewBrowser().SignIn(t.Context(), login.Credentials{Username: e.User.Username, Password: e.User.Password})
	require.NoError(t, err)
	resp, err := app.Exchange(t.Context(), callback.Code, callback.CodeVerifier)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, resp.Status)
	var tokens map[string]any
	require.NoError(t, json.Unmarshal(resp.Body, &tokens))
	return tokens
}

// signInByAPI returns the tokens of a sign-in with the API.
func (e *environment) signInByAPI(t *testing.T, api *idp.Client) map[string]string {
	t.Helper()
	out, err := api.InitiateAuth(t.Context(), &idp.InitiateAuthInput{
		ClientId: aws.String(e.Clients["api"].ID), AuthFlow: "USER_PASSWORD_AUTH",
		AuthParameters: map[string]string{"USERNAME": e.User.Username, "PASSWORD": e.User.Password},
	})
	require.NoError(t, err)
	return map[string]string{"IdToken": *out.AuthenticationResult.IdToken, "AccessToken": *out.AuthenticationResult.AccessToken}
}
