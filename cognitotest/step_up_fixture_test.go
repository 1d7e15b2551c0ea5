package cognitotest_test

import (
	"encoding/json"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const stepDomain = "https://step.auth.us-east-1.amazoncognito.com"

// stepUp is a pool with the domain step and optional MFA by every factor, and the user jo with an email address, a phone number
// and, if totp is not "", a software token that is not turned on.
type stepUp struct {
	server           *cognitotest.Server
	poolID, clientID string
	totp             string
}

// stepUpSettings are the parts of the pool that tests change.
type stepUpSettings struct {
	version string // of the pages
	pool    string // further members of CreateUserPool
	flows   string // further values of ExplicitAuthFlows
	noTOTP  bool
	noMFA   bool
}

const allFactors = `"SmsMfaConfiguration":{"SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms","ExternalId":"x"}},"SoftwareTokenMfaConfiguration":{"Enabled":true},"EmailMfaConfiguration":{}`

func newStepUp(t *testing.T, c stepUpSettings) *stepUp {
	t.Helper()
	s, err := cognitotest.Start(cognitotest.Config{AuthenticationLevels: true})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	f := &stepUp{server: s}
	f.poolID = f.create(t, "CreateUserPool", `{"PoolName":"step","AccountRecoverySetting":{"RecoveryMechanisms":[{"Priority":1,"Name":"admin_only"}]},
		"EmailConfiguration":{"EmailSendingAccount":"DEVELOPER","SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/shop.example"}`+c.pool+`}`, "UserPool", "Id")
	if !c.noMFA {
		f.call(t, "SetUserPoolMfaConfig", `{"UserPoolId":"{pool}","MfaConfiguration":"OPTIONAL",`+allFactors+`}`)
	}
	f.call(t, "CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"step","ManagedLoginVersion":`+c.version+`}`)
	f.clientID = f.create(t, "CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"c","AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["code","implicit"],
		"AllowedOAuthScopes":["openid"],"CallbackURLs":["`+callback+`"],"SupportedIdentityProviders":["COGNITO"],"ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"`+c.flows+`]}`, "UserPoolClient", "ClientId")
	if c.version == "2" {
		f.call(t, "CreateManagedLoginBranding", `{"UserPoolId":"{pool}","ClientId":"{client}","UseCognitoProvidedValues":true}`)
	}
	f.call(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"jo","MessageAction":"SUPPRESS","UserAttributes":[{"Name":"email","Value":"jo@shop.example"},{"Name":"phone_number","Value":"+15550101234"}]}`)
	f.call(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"jo","Password":"Passw0rd!","Permanent":true}`)
	if !c.noTOTP {
		result := f.call(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"jo","PASSWORD":"Passw0rd!"}}`)["AuthenticationResult"].(map[string]any)
		access := result["AccessToken"].(string)
		f.totp = f.call(t, "AssociateSoftwareToken", `{"AccessToken":"`+access+`"}`)["SecretCode"].(string)
		f.call(t, "VerifySoftwareToken", `{"AccessToken":"`+access+`","UserCode":"`+f.code(t)+`"}`)
	}
	return f
}

// call calls an action that must succeed, and returns the members of its response.
func (f *stepUp) call(t *testing.T, action, body string) map[string]any {
	t.Helper()
	body = strings.NewReplacer("{pool}", f.poolID, "{client}", f.clientID).Replace(body)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://cognito-idp.us-east-1.amazonaws.com/", strings.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+action)
	request.Header.Set("Content-Type", "application/x-amz-json-1.1")
	request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKIACOGNITOTEST/20261123/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00")
	response, err := f.server.Client().Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, response.StatusCode, "%s %s: %s", action, body, text)
	return decode(t, string(text))
}

// create calls an action and returns a member of an object in its response.
func (f *stepUp) create(t *testing.T, action, body, object, member string) string {
	t.Helper()
	return f.call(t, action, body)[object].(map[string]any)[member].(string)
}

// code returns a code of the software token that the emulator has not seen.
func (f *stepUp) code(t *testing.T) string {
	t.Helper()
	f.server.Advance(30 * time.Second)
	code, err := totp.GenerateCode(f.totp, f.server.Now())
	require.NoError(t, err)
	return code
}

func (f *stepUp) authorize(query string) string {
	return stepDomain + "/oauth2/authorize?response_type=code&client_id=" + f.clientID + "&redirect_uri=" + url.QueryEscape(callback) + "&state=s" + query
}

var hiddenInput = regexp.MustCompile(`<input type="hidden"[^>]* name="([^"]*)"(?: value="([^"]*)")?`)

// visit opens an address and answers each page as jo: with the username, the password, a code, or choice as one of several
// options. It returns the pages in their order and the address of the callback.
func (f *stepUp) visit(t *testing.T, b *http.Client, address, choice string) (pages string, back *url.URL) {
	t.Helper()
	at := mustParse(t, address)
	response, page := fetch(t, b, http.MethodGet, address, nil)
	var seen []string
	for range 12 {
		if to := response.Header.Get("Location"); to != "" {
			if at = mustParse(t, to); at.Host == "localhost:3000" {
				return strings.Join(seen, " "), at
			}
			response, page = fetch(t, b, http.MethodGet, to, nil)
			continue
		}
		form := url.Values{}
		for _, hidden := range hiddenInput.FindAllStringSubmatch(page, -1) {
			form.Set(hidden[1], html.UnescapeString(hidden[2]))
		}
		name := ""
		for _, field := range []struct{ mark, name, page, value string }{
			{`name="answer"`, "answer", "choice", choice}, {"your authenticator app shows", "code", "totp", ""},
			{`name="code"`, "code", "code", ""}, {`name="username" type="text"`, "username", "username", "jo"}, {`type="password"`, "password", "password", "Passw0rd!"},
		} {
			if !strings.Contains(page, field.mark) {
				continue
			}
			value := field.value
			switch field.page {
			case "totp":
				value = f.code(t)
			case "code":
				outbox := f.server.Outbox()
				require.NotEmpty(t, outbox)
				value = outbox[len(outbox)-1].Code
			}
			form.Set(field.name, value)
			if name = field.page; name != "username" { // the classic page has username and password
				break
			}
		}
		require.NotEmpty(t, name, "%s: %s", at, page)
		seen = append(seen, name)
		action := actionPattern.FindStringSubmatch(page)
		require.NotNil(t, action, page)
		at = mustParse(t, target(t, at, action[1]))
		response, page = fetch(t, b, http.MethodPost, at.String(), form)
	}
	require.Fail(t, "the callback is not reached", seen)
	return "", nil
}

// redeem exchanges the code of a callback and returns the members of the response.
func (f *stepUp) redeem(t *testing.T, back *url.URL) map[string]any {
	t.Helper()
	require.NotEmpty(t, back.Query().Get("code"), back)
	return f.token(t, url.Values{"grant_type": {"authorization_code"}, "code": {back.Query().Get("code")}, "redirect_uri": {callback}})
}

func (f *stepUp) token(t *testing.T, form url.Values) map[string]any {
	t.Helper()
	form.Set("client_id", f.clientID)
	response, body := fetch(t, f.server.Client(), http.MethodPost, stepDomain+"/oauth2/token", form)
	require.Equal(t, http.StatusOK, response.StatusCode, body)
	return decode(t, body)
}

// requireLevel requires acr and amr in both tokens, and returns auth_time.
func requireLevel(t *testing.T, tokens map[string]any, acr string, amr ...any) float64 {
	t.Helper()
	access, id := payload(t, tokens["access_token"]), payload(t, tokens["id_token"])
	for _, claims := range []map[string]any{access, id} {
		assert.Equal(t, acr, claims["acr"], claims["token_use"])
		assert.Equal(t, amr, claims["amr"], claims["token_use"])
	}
	assert.Equal(t, access["auth_time"], id["auth_time"])
	return id["auth_time"].(float64)
}

func decode(t *testing.T, body string) map[string]any {
	t.Helper()
	var members map[string]any
	require.NoError(t, json.Unmarshal([]byte(body), &members), body)
	return members
}
