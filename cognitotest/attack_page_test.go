package cognitotest_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
)

// hostileText runs attacked() in a page that does not escape it, wherever the page has it, or adds headers and ends the response.
const hostileText = "attacked\r\nX-Attacked: yes\r\nContent-Length: 0\r\n\r\n\"'><script>attacked()</script><img src=x onerror=attacked()><svg/onload=attacked()></title></style></textarea>{{attacked}}"

// hostileName has the characters that the API allows in names.
const hostileName = `"'><svg/onload=attacked()>`

// assertHarmless requires that a page has no element, attribute, script or address of an attacker.
func assertHarmless(t *testing.T, body, where string) {
	t.Helper()
	document, err := html.Parse(strings.NewReader(body))
	require.NoError(t, err)
	for node := range document.Descendants() {
		if node.Type != html.ElementNode {
			continue
		}
		if node.Data == "script" && node.FirstChild != nil {
			assert.NotContains(t, node.FirstChild.Data, "attacked", where)
		}
		for _, attribute := range node.Attr {
			assert.False(t, strings.HasPrefix(attribute.Key, "on"), "%s: %s has %s", where, node.Data, attribute.Key)
			switch attribute.Key {
			case "href", "src", "action", "formaction":
				assert.NotRegexp(t, `(?i)^\s*(javascript|data:text|//|https?://(evil|attacked))`, attribute.Val, where)
			}
		}
	}
}

// RFC 6749 section 10.14, ASVS 1.2.1 and 3.4.3: each parameter of each page, in the query and in the form, of both
// kinds of pages.
func TestAttackScriptInAParameter(t *testing.T) {
	t.Parallel()
	parameters := []string{
		"client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "lang", "login_hint", "prompt", "max_age", "acr_values", "resource", "code_challenge",
		"code_challenge_method", "identity_provider", "idp_identifier", "logout_uri", "error", "errorMessage", "error_description", "user_name", "username", "confirmation_code",
		"unknown", "RelayState", "SAMLResponse", "session", "step", "_csrf", "opened", "code", "answer", "password",
	}
	paths := []string{
		"/login", "/signup", "/confirm", "/confirmUser", "/forgotPassword", "/error", "/logout", "/passkeys/add", "/oauth2/authorize", "/oauth2/idpresponse", "/saml2/idpresponse",
		"/saml2/logout", "/resendcode", "/confirmforgotPassword", "/verifyPassword", "/nothing",
	}
	for name, domain := range map[string]string{"classic": "{domain}", "managed login": "{managed domain}"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScenario(t).row(t, rejection{}, true)
			host := "https://" + s.text(t, domain)
			if name == "managed login" {
				s.ok(t, "CreateManagedLoginBranding", `{"UserPoolId":"{pool}","ClientId":"{spa}","UseCognitoProvidedValues":true}`)
			}
			reflected := 0
			check := func(response *http.Response, body, where string) {
				assert.Empty(t, response.Header.Get("X-Attacked"), where)
				assert.NotRegexp(t, `^(?i)(javascript|data):`, response.Header.Get("Location"), where)
				assert.NotContains(t, body, "<script>attacked", where)
				if strings.HasPrefix(response.Header.Get("Content-Type"), "text/html") {
					assertHarmless(t, body, where)
					assert.Contains(t, response.Header.Get("Content-Security-Policy"), "default-src 'none'", where)
				} else if body != "" {
					assert.Equal(t, "nosniff", response.Header.Get("X-Content-Type-Options"), where)
				}
				if strings.Contains(body, "attacked") {
					reflected++
				}
			}
			for _, path := range paths {
				for _, parameter := range parameters {
					query := url.Values{"client_id": {s.value(t, "spa")}, "response_type": {"code"}, "redirect_uri": {"https://app.example.com/callback"}}
					form := url.Values{"_csrf": {"x"}, "username": {"jo"}, "password": {"x"}}
					b := browser(t, s.server.Client())
					b.Jar.SetCookies(mustParse(t, host), []*http.Cookie{{Name: "XSRF-TOKEN", Value: "x", Path: "/"}})
					response, body := fetch(t, b, http.MethodPost, host+path+"?"+query.Encode(), replaced(form, parameter))
					check(response, body, "POST "+path+" "+parameter)
					response, body = fetch(t, b, http.MethodGet, host+path+"?"+replaced(query, parameter).Encode(), nil)
					check(response, body, "GET "+path+" "+parameter)
				}
			}
			assert.Greater(t, reflected, 10, "pages that repeat the text")
		})
	}
}

// replaced returns the values with the hostile text for one name.
func replaced(values url.Values, name string) url.Values {
	changed := url.Values{name: {hostileText}}
	for key, value := range values {
		if key != name {
			changed[key] = value
		}
	}
	return changed
}

// ASVS 1.2.1: names that are stored and then shown on a page.
func TestAttackStoredScript(t *testing.T) {
	t.Parallel()
	for name, domain := range map[string]string{"classic": "{domain}", "managed login": "{managed domain}"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScenario(t).row(t, rejection{}, true)
			host := "https://" + s.text(t, domain)
			escaped := strings.ReplaceAll(hostileName, `"`, `\"`)
			s.ok(t, "CreateIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"`+escaped+`","ProviderType":"OIDC","ProviderDetails":{"client_id":"c","client_secret":"s","attributes_request_method":"GET","oidc_issuer":"https://idp.example","authorize_scopes":"openid","authorize_url":"https://idp.example/a","token_url":"https://idp.example/t","attributes_url":"https://idp.example/u","jwks_uri":"https://idp.example/j"}}`)
			client, _ := s.newClient(t, strings.Replace(`{"UserPoolId":"{pool}","ClientName":"c",`+everyFlow+`,`+withCode+`,`+scopes+`}`, `"COGNITO"`, `"COGNITO","`+escaped+`"`, 1))
			s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"`+escaped+`","TemporaryPassword":"Passw0rd!","MessageAction":"SUPPRESS","UserAttributes":[{"Name":"email","Value":"jo@example.com"},{"Name":"name","Value":"`+escaped+`"}]}`)
			s.ok(t, "UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"`+client+`",`+everyFlow+`,`+strings.Replace(withCode, `"COGNITO"`, `"COGNITO","`+escaped+`"`, 1)+`,`+scopes+`}`)
			if name == "managed login" {
				s.ok(t, "CreateManagedLoginBranding", `{"UserPoolId":"{pool}","ClientId":"`+client+`","UseCognitoProvidedValues":true}`)
			}
			b := browser(t, s.server.Client())
			page := host + "/login?" + url.Values{"client_id": {client}, "response_type": {"code"}, "redirect_uri": {"https://app.example.com/callback"}}.Encode()
			_, body := fetch(t, b, http.MethodGet, page, nil)
			assert.Contains(t, html.UnescapeString(body), hostileName, "the button of the provider")
			assertHarmless(t, body, "the button of the provider")
			csrf := csrfPattern.FindStringSubmatch(body)
			require.NotNil(t, csrf, body)
			_, body = fetch(t, b, http.MethodPost, page, url.Values{"_csrf": {csrf[1]}, "username": {hostileName}, "password": {"Passw0rd!"}})
			assertHarmless(t, body, "the page after the username")
		})
	}
}
