package cognitoidp_test

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/passkeytest"
)

const (
	passkeysAllowed = `"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","WEB_AUTHN"]}}`
	forShop         = `"WebAuthnConfiguration":{"RelyingPartyId":"shop.example"}`
	startPasskey    = `{"AccessToken":"{access}"}`
	completePasskey = `{"AccessToken":"{access}","Credential":{credential}}`
	preferPasskey   = `,"PREFERRED_CHALLENGE":"WEB_AUTHN"`
)

type securityKey = passkeytest.Passkey

// newSecurityKey returns a passkey on a page of app.shop.example, for the relying party ID
// shop.example.
func newSecurityKey(t *testing.T) *securityKey {
	t.Helper()
	return passkeytest.New(t, "shop.example", "https://app.shop.example")
}

// register returns the response of a passkey to the options of StartWebAuthnRegistration.
func register(t *testing.T, k *securityKey, options any) string {
	t.Helper()
	return k.Register(t, asJSON(t, options))
}

// withPasskeys starts a server with ada in a pool that allows passkeys for shop.example, and signs
// her in.
func withPasskeys(t *testing.T, config cognitotest.Config, more string) *server {
	t.Helper()
	s := withAda(t, config, passkeysAllowed+more)
	s.mfa(t, "OFF", forShop)
	s.tokens(t, "InitiateAuth", startAda)
	return s
}

// withEve is withPasskeys with another user, eve. It returns a function that restores what a case of a
// table can change: the settings of the pool and of ada, the client, and the access token.
func withEve(t *testing.T) (s *server, restore func(*testing.T)) {
	t.Helper()
	s = withPasskeys(t, cognitotest.Config{}, `,`+smsSender)
	s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"eve"}`)
	s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"eve","Password":"Str0ng!Pass","Permanent":true}`)
	client := s.values["{client}"]
	return s, func(t *testing.T) {
		t.Helper()
		s.set("client", client)
		s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}",`+passkeysAllowed+`,`+smsSender+`}`)
		s.mfa(t, "OFF", forShop)
		s.ok(t, "AdminSetUserMFAPreference", `{"UserPoolId":"{pool}","Username":"ada","SMSMfaSettings":{"Enabled":false}}`)
		s.ok(t, "AdminEnableUser", `{"UserPoolId":"{pool}","Username":"ada"}`)
		s.tokens(t, "InitiateAuth", startAda)
		for _, listed := range s.ok(t, "ListWebAuthnCredentials", startPasskey)["Credentials"].([]any) {
			s.set("id", at(listed, "CredentialId").(string))
			s.ok(t, "DeleteWebAuthnCredential", `{"AccessToken":"{access}","CredentialId":"{id}"}`)
		}
	}
}

// startEve signs eve in.
var startEve = strings.Replace(startAda, `"ada"`, `"eve"`, 1)

// creationOptions starts a registration with the access token and returns its options.
func (s *server) creationOptions(t *testing.T) map[string]any {
	t.Helper()
	return s.ok(t, "StartWebAuthnRegistration", startPasskey)["CredentialCreationOptions"].(map[string]any)
}

// addPasskey registers a passkey with the access token.
func (s *server) addPasskey(t *testing.T, a *securityKey) {
	t.Helper()
	s.set("credential", register(t, a, s.creationOptions(t)))
	s.ok(t, "CompleteWebAuthnRegistration", completePasskey)
}

// passkeyChallenge calls an action that must return a WEB_AUTHN challenge. It sets {session} and
// returns the options.
func (s *server) passkeyChallenge(t *testing.T, action, body string) string {
	t.Helper()
	got := s.ok(t, action, body)
	require.Equal(t, "WEB_AUTHN", got["ChallengeName"], "%v", got)
	s.set("session", got["Session"].(string))
	return at(got, "ChallengeParameters", "CREDENTIAL_REQUEST_OPTIONS").(string)
}

// respondWithPasskey returns the body of ada's response to WEB_AUTHN.
func respondWithPasskey(credential string) string {
	quoted, _ := json.Marshal(credential)
	return respond("WEB_AUTHN", `"CREDENTIAL":`+string(quoted))
}

// changed replaces a text that credential must contain.
func changed(t *testing.T, credential, old, replacement string) string {
	t.Helper()
	require.Contains(t, credential, old)
	return strings.Replace(credential, old, replacement, 1)
}

// editResponse changes a member of the response in a credential.
func editResponse(t *testing.T, credential, member string, change func([]byte) []byte) string {
	t.Helper()
	var decoded map[string]any
	require.NoError(t, json.Unmarshal([]byte(credential), &decoded))
	response := decoded["response"].(map[string]any)
	value, err := base64.RawURLEncoding.DecodeString(response[member].(string))
	require.NoError(t, err)
	response[member] = base64.RawURLEncoding.EncodeToString(change(value))
	return asJSON(t, decoded)
}

// editClientData replaces a text in the client data of a credential. The signature does not fit
// afterwards.
func editClientData(t *testing.T, credential, old, replacement string) string {
	t.Helper()
	return editResponse(t, credential, "clientDataJSON", func(data []byte) []byte { return []byte(changed(t, string(data), old, replacement)) })
}

func asJSON(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	require.NoError(t, err)
	return string(text)
}
