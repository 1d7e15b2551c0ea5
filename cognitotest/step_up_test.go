package cognitotest_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	acr1 = "&acr_values=urn%3Acognito%3Aloa%3A1"
	acr2 = "&acr_values=urn%3Acognito%3Aloa%3A2"
	acr3 = "&acr_values=urn%3Acognito%3Aloa%3A3"
	acr4 = "&acr_values=urn%3Acognito%3Aloa%3A4"
)

// A signed-in user is asked only for the missing factor, and for everything if the session is older than max_age (developer
// guide, "Authorize endpoint").
func TestManagedLoginStepsUp(t *testing.T) {
	t.Parallel()
	f := newStepUp(t, stepUpSettings{version: "2"})
	b := browser(t, f.server.Client())
	refresh := func(tokens map[string]any) map[string]any {
		return f.token(t, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {tokens["refresh_token"].(string)}})
	}
	pages, back := f.visit(t, b, f.authorize(""), "")
	assert.Equal(t, "username password", pages)
	first := f.redeem(t, back)
	signedIn := requireLevel(t, first, "urn:cognito:loa:1", "pwd")
	assert.Equal(t, signedIn, requireLevel(t, refresh(first), "urn:cognito:loa:1", "pwd"))

	f.server.Advance(time.Minute)
	pages, back = f.visit(t, b, f.authorize(acr4), "")
	assert.Equal(t, "totp", pages)
	assert.Equal(t, "s", back.Query().Get("state"))
	second := f.redeem(t, back)
	steppedUp := requireLevel(t, second, "urn:cognito:loa:4", "pwd", "otp", "mfa")
	assert.Greater(t, steppedUp, signedIn)
	f.server.Advance(20 * time.Minute)
	assert.Equal(t, steppedUp, requireLevel(t, refresh(second), "urn:cognito:loa:4", "pwd", "otp", "mfa"))
	requireLevel(t, refresh(first), "urn:cognito:loa:1", "pwd")

	for _, query := range []string{acr4, acr3, acr1, "", acr4 + "&max_age=1800", acr4 + "&prompt=none"} { // the session has the level
		pages, back = f.visit(t, b, f.authorize(query), "")
		assert.Empty(t, pages, query)
		assert.Equal(t, steppedUp, requireLevel(t, f.redeem(t, back), "urn:cognito:loa:4", "pwd", "otp", "mfa"))
	}
	for _, query := range []string{acr4 + "&max_age=60", acr4 + "&prompt=login"} {
		pages, back = f.visit(t, b, f.authorize(query), "")
		assert.Equal(t, "username password totp", pages, query)
		assert.Greater(t, requireLevel(t, f.redeem(t, back), "urn:cognito:loa:4", "pwd", "otp", "mfa"), steppedUp)
	}
	pages, back = f.visit(t, b, f.authorize(acr4+"&max_age=0&prompt=none"), "")
	assert.Equal(t, "/callback?error=login_required&state=s", pages+back.Path+"?"+back.Query().Encode())
}

// The same parameters work at the login endpoint.
func TestLoginEndpointStepsUp(t *testing.T) {
	t.Parallel()
	f := newStepUp(t, stepUpSettings{version: "2"})
	b := browser(t, f.server.Client())
	login := func(query string) string {
		return stepDomain + "/login?response_type=code&client_id=" + f.clientID + "&redirect_uri=" + url.QueryEscape(callback) + query
	}
	for _, tt := range []struct{ query, pages, acr string }{
		{"", "username password", "urn:cognito:loa:1"}, {acr4, "totp", "urn:cognito:loa:4"}, {acr4, "", "urn:cognito:loa:4"},
	} {
		pages, back := f.visit(t, b, login(tt.query), "")
		assert.Equal(t, tt.pages, pages)
		assert.Equal(t, tt.acr, payload(t, f.redeem(t, back)["id_token"])["acr"])
	}
}

// Each row is a sign-in without a session. The first level that the user can reach counts; names that the pool does not have are
// ignored.
func TestManagedLoginReachesTheRequestedLevel(t *testing.T) {
	t.Parallel()
	const userAuth, codes = `,"ALLOW_USER_AUTH"`, `,"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","EMAIL_OTP","SMS_OTP"]}}`
	const lite = `,"UserPoolTier":"LITE"`
	const sms = `,"SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms","ExternalId":"x"}`
	withToken, without := stepUpSettings{version: "2"}, stepUpSettings{version: "2", noTOTP: true}
	choice := stepUpSettings{version: "2", flows: userAuth, pool: codes}
	for _, tt := range []struct {
		name     string
		settings stepUpSettings
		query    string
		choice   string
		pages    string
		acr      string
		amr      []any
	}{
		{"level 4", withToken, acr4, "", "username password totp", "urn:cognito:loa:4", []any{"pwd", "otp", "mfa"}},
		{"level 1", withToken, acr1, "", "username password", "urn:cognito:loa:1", []any{"pwd"}},
		{"unknown and level 4", withToken, "&acr_values=gold+urn%3Acognito%3Aloa%3A4", "", "username password totp", "urn:cognito:loa:4", []any{"pwd", "otp", "mfa"}},
		{"unknown", withToken, "&acr_values=gold+urn%3Acognito%3Aloa%3A5", "", "username password", "urn:cognito:loa:1", []any{"pwd"}},
		{"empty", withToken, "&acr_values=", "", "username password", "urn:cognito:loa:1", []any{"pwd"}},
		{"level 4 or 3, without a token", without, acr4 + "+urn%3Acognito%3Aloa%3A3", "SMS_MFA", "username password choice code", "urn:cognito:loa:3", []any{"pwd", "sms", "mfa"}},
		{"level 4 or 3, with a token", withToken, acr4 + "+urn%3Acognito%3Aloa%3A3", "", "username password totp", "urn:cognito:loa:4", []any{"pwd", "otp", "mfa"}},
		{"level 3 by email", withToken, acr3, "EMAIL_OTP", "username password choice code", "urn:cognito:loa:3", []any{"pwd", "email_otp", "mfa"}},
		{"choice-based, level 2", choice, acr2, "SMS_OTP", "username choice code", "urn:cognito:loa:2", []any{"sms"}},
		{"choice-based, level 4", choice, acr4, "", "username password totp", "urn:cognito:loa:4", []any{"pwd", "otp", "mfa"}},
		{"choice-based, no target", choice, "", "EMAIL_OTP", "username choice code", "urn:cognito:loa:2", []any{"email_otp"}},
		{"own names", stepUpSettings{version: "2", pool: `,"AcrConfiguration":{"Level4":{"AcrValue":"gold"}}`}, "&acr_values=gold", "", "username password totp", "gold", []any{"pwd", "otp", "mfa"}},
		{"default name of a renamed level", stepUpSettings{version: "2", pool: `,"AcrConfiguration":{"Level4":{"AcrValue":"gold"}}`}, acr4, "", "username password", "urn:cognito:loa:1", []any{"pwd"}},
		{"classic pages", stepUpSettings{version: "1"}, acr4, "", "password", "urn:cognito:loa:1", []any{"pwd"}},
		{"LITE", stepUpSettings{version: "1", pool: lite + sms, noTOTP: true, noMFA: true}, acr4, "", "password", "urn:cognito:loa:1", []any{"pwd"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := newStepUp(t, tt.settings)
			b := browser(t, f.server.Client())
			pages, back := f.visit(t, b, f.authorize(tt.query), tt.choice)
			assert.Equal(t, tt.pages, pages)
			requireLevel(t, f.redeem(t, back), tt.acr, tt.amr...)
			pages, back = f.visit(t, b, f.authorize(tt.query), "")
			assert.Empty(t, pages, "the session has the level")
			requireLevel(t, f.redeem(t, back), tt.acr, tt.amr...)
		})
	}
}

// A level that the user cannot reach is an error for the app: with a session at once, otherwise after the password, and without
// a session afterwards (unspecified).
func TestManagedLoginRejectsALevelOutOfReach(t *testing.T) {
	t.Parallel()
	const rejected = "error=invalid_request&error_description=The+user+has+no+authentication+factors+for+any+of+the+requested+ACR+values.&state=s"
	for name, flows := range map[string]string{"password first": "", "choice-based": `,"ALLOW_USER_AUTH"`} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newStepUp(t, stepUpSettings{version: "2", noTOTP: true, flows: flows})
			b := browser(t, f.server.Client())
			for range 2 { // the first sign-in has started no session
				pages, back := f.visit(t, b, f.authorize(acr4), "")
				assert.Equal(t, "username password", pages)
				assert.Equal(t, rejected, back.Query().Encode())
			}
			pages, _ := f.visit(t, b, f.authorize(""), "")
			assert.Equal(t, "username password", pages)
			pages, back := f.visit(t, b, f.authorize(acr4), "")
			assert.Empty(t, pages)
			assert.Equal(t, rejected, back.Query().Encode())
			_, back = f.visit(t, b, f.authorize(acr4+"&prompt=none"), "")
			assert.Equal(t, "error=login_required&state=s", back.Query().Encode())
			pages, back = f.visit(t, b, f.authorize(acr4+"+urn%3Acognito%3Aloa%3A1"), "")
			assert.Empty(t, pages)
			requireLevel(t, f.redeem(t, back), "urn:cognito:loa:1", "pwd")
		})
	}
}

// The tokens of an implicit grant have the claims, too.
func TestImplicitGrantHasALevel(t *testing.T) {
	t.Parallel()
	f := newStepUp(t, stepUpSettings{version: "2"})
	address := stepDomain + "/oauth2/authorize?response_type=token&client_id=" + f.clientID + "&redirect_uri=" + url.QueryEscape(callback) + acr4
	pages, back := f.visit(t, browser(t, f.server.Client()), address, "")
	assert.Equal(t, "username password totp", pages)
	fragment, err := url.ParseQuery(back.Fragment)
	require.NoError(t, err)
	requireLevel(t, map[string]any{"access_token": fragment.Get("access_token"), "id_token": fragment.Get("id_token")}, "urn:cognito:loa:4", "pwd", "otp", "mfa")
}

// A user with a temporary password must enter it: the session of the earlier password does not replace it (unspecified).
func TestManagedLoginStepUpWithATemporaryPassword(t *testing.T) {
	t.Parallel()
	f := newStepUp(t, stepUpSettings{version: "2"})
	b := browser(t, f.server.Client())
	pages, _ := f.visit(t, b, f.authorize(""), "")
	assert.Equal(t, "username password", pages)
	f.call(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"jo","Password":"Another0ne!","Permanent":false}`)
	at := mustParse(t, f.authorize(acr4))
	response, _ := fetch(t, b, "GET", at.String(), nil)
	_, page := fetch(t, b, "GET", response.Header.Get("Location"), nil)
	assert.Contains(t, page, "Enter your password")
}
