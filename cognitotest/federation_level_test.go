package cognitotest_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
)

// atProvider is a pool with managed login whose users sign in at the pool step. The names of its levels are the default names,
// the names of step are metals.
type atProvider struct {
	*stepUp // the pool stock
	step    *stepUp
}

func newAtProvider(t *testing.T, mapping, version string) atProvider {
	t.Helper()
	step := newStepUp(t, stepUpSettings{version: "2", pool: `,"AcrConfiguration":{"Level1":{"AcrValue":"bronze"},"Level4":{"AcrValue":"gold"}}`})
	app := step.call(t, "CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"stock","GenerateSecret":true,"AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["code"],
		"AllowedOAuthScopes":["openid"],"CallbackURLs":["`+stock+`/oauth2/idpresponse"],"SupportedIdentityProviders":["COGNITO"]}`)["UserPoolClient"].(map[string]any)
	step.call(t, "CreateManagedLoginBranding", `{"UserPoolId":"{pool}","ClientId":"`+app["ClientId"].(string)+`","UseCognitoProvidedValues":true}`)
	f := atProvider{&stepUp{server: step.server}, step}
	f.poolID = f.create(t, "CreateUserPool", `{"PoolName":"stock"}`, "UserPool", "Id")
	f.call(t, "CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"stock","ManagedLoginVersion":`+version+`}`)
	f.call(t, "CreateIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"Corp","ProviderType":"OIDC","AcrMapping":`+mapping+`,"ProviderDetails":{"authorize_scopes":"openid","attributes_request_method":"GET",
		"client_id":"`+app["ClientId"].(string)+`","client_secret":"`+app["ClientSecret"].(string)+`","oidc_issuer":"https://cognito-idp.us-east-1.amazonaws.com/`+step.poolID+`"}}`)
	f.clientID = f.create(t, "CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"c","AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["code"],
		"AllowedOAuthScopes":["openid"],"CallbackURLs":["`+callback+`"],"SupportedIdentityProviders":["COGNITO","Corp"]}`, "UserPoolClient", "ClientId")
	if version == "2" {
		f.call(t, "CreateManagedLoginBranding", `{"UserPoolId":"{pool}","ClientId":"{client}","UseCognitoProvidedValues":true}`)
	}
	return f
}

// signIn visits the authorize endpoint of stock and requires the pages that jo sees at step, and the claims of the tokens.
func (f atProvider) signIn(t *testing.T, b *http.Client, query, pages, acr string, amr ...any) {
	t.Helper()
	address := stock + "/oauth2/authorize?response_type=code&client_id=" + f.clientID + "&redirect_uri=" + url.QueryEscape(callback) + "&state=s" + query
	got, back := f.step.visit(t, b, address, "")
	assert.Equal(t, pages, got)
	response, body := fetch(t, f.server.Client(), http.MethodPost, stock+"/oauth2/token", url.Values{
		"grant_type": {"authorization_code"}, "client_id": {f.clientID}, "code": {back.Query().Get("code")}, "redirect_uri": {callback},
	})
	assert.Equal(t, http.StatusOK, response.StatusCode, body)
	requireLevel(t, decode(t, body), acr, amr...)
}

const corpOnly = "&identity_provider=Corp"

// The provider performs the step-up: the pool sends the provider's names of the levels and maps its acr back (developer guide,
// "Step-up authentication for federated users").
func TestProviderStepsUp(t *testing.T) {
	t.Parallel()
	f := newAtProvider(t, `{"Level1":"bronze","Level4":"gold"}`, "2")
	b := browser(t, f.server.Client())
	f.signIn(t, b, corpOnly, "username password", "urn:cognito:loa:1", "pwd")
	f.signIn(t, b, "", "", "urn:cognito:loa:1", "pwd")
	f.signIn(t, b, acr1, "", "urn:cognito:loa:1", "pwd")
	f.signIn(t, b, acr4, "totp", "urn:cognito:loa:4", "pwd", "otp", "mfa") // the session determines the provider
	f.signIn(t, b, acr4+corpOnly, "", "urn:cognito:loa:4", "pwd", "otp", "mfa")
	f.signIn(t, b, acr3, "", "urn:cognito:loa:4", "pwd", "otp", "mfa")

	first := browser(t, f.server.Client())
	f.signIn(t, first, acr4+corpOnly, "username password totp", "urn:cognito:loa:4", "pwd", "otp", "mfa")
}

// The login endpoint leads to the provider of the session, too.
func TestLoginEndpointStepsUpAtTheProvider(t *testing.T) {
	t.Parallel()
	f := newAtProvider(t, `{"Level1":"bronze","Level4":"gold"}`, "2")
	b := browser(t, f.server.Client())
	f.signIn(t, b, corpOnly, "username password", "urn:cognito:loa:1", "pwd")
	pages, back := f.step.visit(t, b, stock+"/login?response_type=code&client_id="+f.clientID+"&redirect_uri="+url.QueryEscape(callback)+acr4, "")
	assert.Equal(t, "totp", pages)
	assert.NotEmpty(t, back.Query().Get("code"))
}

// requested returns acr_values of the redirect to the provider.
func (f atProvider) requested(t *testing.T, query string) any {
	t.Helper()
	address := stock + "/oauth2/authorize?response_type=code&client_id=" + f.clientID + "&redirect_uri=" + url.QueryEscape(callback) + corpOnly + query
	response, _ := fetch(t, browser(t, f.server.Client()), http.MethodGet, address, nil)
	to := mustParse(t, response.Header.Get("Location"))
	assert.Equal(t, "step.auth.us-east-1.amazoncognito.com", to.Host)
	if !to.Query().Has("acr_values") {
		return nil
	}
	return to.Query().Get("acr_values")
}

func TestACRValuesForTheProvider(t *testing.T) {
	t.Parallel()
	mapped := newAtProvider(t, `{"Level1":"bronze","Level4":"gold"}`, "2")
	for query, want := range map[string]any{
		"": nil, acr4: "gold", acr3: nil, acr4 + "+urn%3Acognito%3Aloa%3A3+urn%3Acognito%3Aloa%3A1": "gold bronze",
		"&acr_values=gold": nil, "&acr_values=x+urn%3Acognito%3Aloa%3A1": "bronze",
	} {
		assert.Equal(t, want, mapped.requested(t, query), query)
	}
	classic := newAtProvider(t, `{"Level1":"bronze","Level4":"gold"}`, "1")
	assert.Nil(t, classic.requested(t, acr4), "not in the classic pages")
}

// A level that the mapping does not have is level 1; the methods remain.
func TestUnmappedLevelOfAProviderIsTheLowest(t *testing.T) {
	t.Parallel()
	f := newAtProvider(t, `{"Level3":"silver"}`, "2")
	b := browser(t, f.server.Client())
	f.step.call(t, "AdminSetUserMFAPreference", `{"UserPoolId":"{pool}","Username":"jo","SoftwareTokenMfaSettings":{"Enabled":true,"PreferredMfa":true}}`)
	f.signIn(t, b, corpOnly, "username password totp", "urn:cognito:loa:1", "pwd", "otp", "mfa")
	f.signIn(t, b, acr3+corpOnly, "", "urn:cognito:loa:1", "pwd", "otp", "mfa") // the provider has a session, and no other level
}
