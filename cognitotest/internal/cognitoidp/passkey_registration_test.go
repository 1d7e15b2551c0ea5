package cognitoidp_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/descope/virtualwebauthn"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// TestPasskeyRegistrationOptions compares the options with the example in
// API_StartWebAuthnRegistration, member by member.
func TestPasskeyRegistrationOptions(t *testing.T) {
	t.Parallel()
	s := withPasskeys(t, cognitotest.Config{}, "")
	options := s.creationOptions(t)
	challenge := options["challenge"].(string)
	random, err := base64.RawURLEncoding.DecodeString(challenge)
	assert.NoError(t, err)
	assert.Len(t, random, 32)
	s.set("challenge", challenge)
	s.set("handle", base64.RawURLEncoding.EncodeToString([]byte(s.attribute(t, "sub"))))
	want := `{"authenticatorSelection":{"requireResidentKey":true,"residentKey":"required","userVerification":"preferred"},"challenge":"{challenge}",
		"excludeCredentials":[],"pubKeyCredParams":[{"alg":-7,"type":"public-key"},{"alg":-257,"type":"public-key"}],
		"rp":{"id":"shop.example","name":"shop.example"},"timeout":60000,"user":{"displayName":"ada","id":"{handle}","name":"ada"}}`
	assert.JSONEq(t, s.placeholders.Replace(want), asJSON(t, options))

	a := newSecurityKey(t)
	s.addPasskey(t, a)
	s.mfa(t, "OFF", `"WebAuthnConfiguration":{"RelyingPartyId":"shop.example","UserVerification":"required"}`)
	second := s.creationOptions(t)
	assert.NotEqual(t, challenge, second["challenge"])
	assert.Equal(t, []any{map[string]any{"id": a.ID(), "type": "public-key"}}, second["excludeCredentials"])
	assert.Equal(t, "required", at(second, "authenticatorSelection", "userVerification"))
}

// TestPasskeysOfUser lists, pages and deletes passkeys. They survive a restart.
func TestPasskeysOfUser(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := withPasskeys(t, cognitotest.Config{StateDir: dir}, "")
	assert.Equal(t, `{"Credentials":[]}`, s.call(t, "ListWebAuthnCredentials", startPasskey).body)

	phone := newSecurityKey(t)
	credential := changed(t, register(t, phone, s.creationOptions(t)), `"type":"public-key"`, `"type":"public-key","authenticatorAttachment":"cross-platform"`)
	credential = changed(t, credential, `"clientDataJSON":`, `"transports":["hybrid","internal"],"clientDataJSON":`)
	s.set("credential", credential)
	assert.Equal(t, `{}`, s.call(t, "CompleteWebAuthnRegistration", completePasskey).body)
	s.Advance(time.Second)

	laptop := newSecurityKey(t)
	laptop.Key = virtualwebauthn.NewCredential(virtualwebauthn.KeyTypeRSA)
	s.set("credential", fmt.Sprintf("%q", register(t, laptop, s.creationOptions(t)))) // a string, as in the example of the API reference
	s.ok(t, "CompleteWebAuthnRegistration", completePasskey)

	s.Close()
	restarted := startWith(t, cognitotest.Config{StateDir: dir})
	restarted.values, restarted.placeholders = s.values, s.placeholders
	s = restarted
	s.set("phone", phone.ID())
	s.set("laptop", laptop.ID())
	const first = `^\{"Credentials":\[\{"CredentialId":"%s","FriendlyCredentialName":"Roaming passkey","RelyingPartyId":"shop.example","AuthenticatorAttachment":"cross-platform",` +
		`"AuthenticatorTransports":\["hybrid","internal"\],"CreatedAt":[\d.]+\}\],"NextToken":"([^"]+)"\}$`
	s.ok(t, "ListWebAuthnCredentials", `{"AccessToken":"{access}","MaxResults":1}`) // it checks the response against the model
	body := s.call(t, "ListWebAuthnCredentials", `{"AccessToken":"{access}","MaxResults":1}`).body
	assert.Regexp(t, fmt.Sprintf(first, phone.ID()), body)
	s.set("next", body[strings.LastIndex(body, `:"`)+2:len(body)-2])
	assert.Regexp(t, fmt.Sprintf(`^\{"Credentials":\[\{"CredentialId":"%s","FriendlyCredentialName":"Passkey","RelyingPartyId":"shop.example","AuthenticatorTransports":\[\],"CreatedAt":[\d.]+\}\]\}$`, laptop.ID()),
		s.call(t, "ListWebAuthnCredentials", `{"AccessToken":"{access}","MaxResults":1,"NextToken":"{next}"}`).body)

	assert.Equal(t, `{}`, s.call(t, "DeleteWebAuthnCredential", `{"AccessToken":"{access}","CredentialId":"{phone}"}`).body)
	s.fails(t, "DeleteWebAuthnCredential", `{"AccessToken":"{access}","CredentialId":"{phone}"}`, "ResourceNotFoundException", "The user has no passkey with the id "+phone.ID()+".")
	listed := s.ok(t, "ListWebAuthnCredentials", startPasskey)["Credentials"].([]any)
	assert.Len(t, listed, 1)
	assert.Equal(t, laptop.ID(), at(listed[0], "CredentialId"))
}

// TestPasskeyRelyingPartyID: the relying party ID is the setting, else the custom domain, else the
// prefix domain (developer guide, "Authentication flows").
func TestPasskeyRelyingPartyID(t *testing.T) {
	t.Parallel()
	s := withAda(t, cognitotest.Config{}, "")
	s.tokens(t, "InitiateAuth", startAda)
	s.fails(t, "StartWebAuthnRegistration", startPasskey, "WebAuthnNotEnabledException", "The user pool does not allow passkeys. Add WEB_AUTHN to AllowedFirstAuthFactors.")
	s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}",`+passkeysAllowed+`}`)
	s.fails(t, "StartWebAuthnRegistration", startPasskey, "WebAuthnConfigurationMissingException", "The user pool has no relying party ID. Set RelyingPartyId, or add a domain to the user pool.")
	id := func() any { return at(s.creationOptions(t), "rp", "id") }
	s.ok(t, "CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"shop"}`)
	assert.Equal(t, "shop.auth.us-east-1.amazoncognito.com", id())
	s.ok(t, "CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"login.shop.example","CustomDomainConfig":{"CertificateArn":"arn:aws:acm:us-east-1:123456789012:certificate/1"}}`)
	assert.Equal(t, "login.shop.example", id())
	s.mfa(t, "OFF", forShop)
	assert.Equal(t, "shop.example", id())
}

// TestPasskeyRegistrationIsRejected has one case for each exception of CompleteWebAuthnRegistration
// and for each rule of Web Authentication, section 7.1, that a client can break.
func TestPasskeyRegistrationIsRejected(t *testing.T) {
	t.Parallel()
	s, restore := withEve(t)
	const noChallenge = "The challenge is unknown, used or expired. Start the registration again."
	valid := func(t *testing.T, s *server, a *securityKey) string {
		t.Helper()
		return register(t, a, s.creationOptions(t))
	}
	from := func(change func(*securityKey)) func(*testing.T, *server, *securityKey) string {
		return func(t *testing.T, s *server, a *securityKey) string {
			t.Helper()
			change(a)
			return valid(t, s, a)
		}
	}
	after := func(action, body string) func(*testing.T, *server, *securityKey) string {
		return func(t *testing.T, s *server, a *securityKey) string {
			t.Helper()
			credential := valid(t, s, a)
			s.ok(t, action, body)
			return credential
		}
	}
	for _, tt := range []struct {
		name               string
		credential         func(*testing.T, *server, *securityKey) string
		exception, message string
	}{
		{"not an object", func(*testing.T, *server, *securityKey) string { return `7` }, "InvalidParameterException", "Credential is not a RegistrationResponseJSON: "},
		{"empty object", func(*testing.T, *server, *securityKey) string { return `{}` }, "InvalidParameterException", "Credential is not a RegistrationResponseJSON: Parse error for Registration: Missing ID"},
		{"response of a sign-in", func(t *testing.T, s *server, a *securityKey) string {
			return editClientData(t, valid(t, s, a), `"webauthn.create"`, `"webauthn.get"`)
		}, "InvalidParameterException", "Credential has the type webauthn.get. Send the result of navigator.credentials.create."},
		{"page in a frame of another site", func(t *testing.T, s *server, a *securityKey) string {
			return editClientData(t, valid(t, s, a), `"webauthn.create"`, `"webauthn.create","crossOrigin":true`)
		}, "WebAuthnOriginNotAllowedException", "The origin https://app.shop.example is not allowed for the relying party ID shop.example."},
		{"challenge that was never returned", func(t *testing.T, _ *server, a *securityKey) string {
			return register(t, a, map[string]any{"challenge": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "rp": map[string]any{"id": "shop.example"}, "user": map[string]any{"id": "YQ"}})
		}, "WebAuthnChallengeNotFoundException", noChallenge},
		{"used challenge", func(t *testing.T, s *server, a *securityKey) string {
			s.addPasskey(t, a)
			return s.values["{credential}"]
		}, "WebAuthnChallengeNotFoundException", noChallenge},
		{"challenge of a failed attempt", func(t *testing.T, s *server, a *securityKey) string {
			options := s.creationOptions(t)
			evil := newSecurityKey(t)
			evil.RelyingParty.Origin = "https://evil.example"
			s.set("credential", register(t, evil, options))
			assert.Contains(t, s.call(t, "CompleteWebAuthnRegistration", completePasskey).body, "WebAuthnOriginNotAllowedException")
			return register(t, a, options)
		}, "WebAuthnChallengeNotFoundException", noChallenge},
		{"expired challenge", func(t *testing.T, s *server, a *securityKey) string {
			credential := valid(t, s, a)
			s.Advance(time.Minute)
			return credential
		}, "WebAuthnChallengeNotFoundException", noChallenge},
		{"challenge of another user", func(t *testing.T, s *server, a *securityKey) string {
			credential := valid(t, s, a)
			s.tokens(t, "InitiateAuth", startEve)
			return credential
		}, "WebAuthnChallengeNotFoundException", noChallenge},
		{"token of another client", func(t *testing.T, s *server, a *securityKey) string {
			credential := valid(t, s, a)
			s.client(t, `{"UserPoolId":"{pool}","ClientName":"d",`+anyFlow+`}`)
			s.tokens(t, "InitiateAuth", startAda)
			return credential
		}, "WebAuthnClientMismatchException", "Another app client started the registration. Use an access token of that client."},
		{"passkeys turned off", after("UpdateUserPool", `{"UserPoolId":"{pool}","Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD"]}}}`),
			"WebAuthnNotEnabledException", "The user pool does not allow passkeys. Add WEB_AUTHN to AllowedFirstAuthFactors."},
		{"relying party ID changed", after("SetUserPoolMfaConfig", `{"UserPoolId":"{pool}","MfaConfiguration":"OFF","WebAuthnConfiguration":{"RelyingPartyId":"other.example"}}`),
			"WebAuthnRelyingPartyMismatchException", "The credential is not for the relying party ID other.example."},
		{"relying party ID removed", after("SetUserPoolMfaConfig", `{"UserPoolId":"{pool}","MfaConfiguration":"OFF"}`),
			"WebAuthnRelyingPartyMismatchException", "The credential is not for the relying party ID of the user pool, which was removed."},
		{"another relying party ID", from(func(a *securityKey) { a.RelyingParty.ID = "app.shop.example" }), "WebAuthnRelyingPartyMismatchException", "The credential is not for the relying party ID shop.example."},
		{"another origin", from(func(a *securityKey) { a.RelyingParty.Origin = "https://evil.example" }), "WebAuthnOriginNotAllowedException", "The origin https://evil.example is not allowed for the relying party ID shop.example."},
		{"origin that ends with the domain", from(func(a *securityKey) { a.RelyingParty.Origin = "https://evilshop.example" }), "WebAuthnOriginNotAllowedException", "The origin https://evilshop.example is not allowed for the relying party ID shop.example."},
		{"origin without TLS", from(func(a *securityKey) { a.RelyingParty.Origin = "http://shop.example" }), "WebAuthnOriginNotAllowedException", "The origin http://shop.example is not allowed for the relying party ID shop.example."},
		{"origin with a path", from(func(a *securityKey) { a.RelyingParty.Origin = "https://shop.example/" }), "WebAuthnOriginNotAllowedException", "The origin https://shop.example/ is not allowed for the relying party ID shop.example."},
		{"origin of an Android app", from(func(a *securityKey) { a.RelyingParty.Origin = "android:apk-key-hash:AAAA" }), "WebAuthnOriginNotAllowedException", "The origin android:apk-key-hash:AAAA is not allowed for the relying party ID shop.example."},
		{"user not verified", func(t *testing.T, s *server, a *securityKey) string {
			s.mfa(t, "OFF", `"WebAuthnConfiguration":{"RelyingPartyId":"shop.example","UserVerification":"required"}`)
			a.Device.Options.UserNotVerified = true
			return valid(t, s, a)
		}, "WebAuthnCredentialNotSupportedException", "The credential is not supported: it did not verify the user, which the user pool requires."},
		{"user not present", from(func(a *securityKey) { a.Device.Options.UserNotPresent = true }), "WebAuthnCredentialNotSupportedException",
			"The credential is not supported: Error validating the authenticator response: User presence required but flag not set by authenticator"},
		{"backed up, but not eligible", from(func(a *securityKey) { a.Device.Options.BackupState = true }), "WebAuthnCredentialNotSupportedException",
			"The credential is not supported: it is backed up, but not eligible for backup."},
		{"attestation with a changed signature", func(t *testing.T, s *server, a *securityKey) string {
			return editResponse(t, valid(t, s, a), "attestationObject", func(object []byte) []byte {
				object[bytes.Index(object, []byte("sig"))+20] ^= 1 // within the signature, which follows its name
				return object
			})
		}, "WebAuthnCredentialNotSupportedException", "The credential is not supported: Unable to verify signature"},
		{"id that was not attested", func(t *testing.T, s *server, a *securityKey) string {
			return strings.ReplaceAll(valid(t, s, a), a.ID(), newSecurityKey(t).ID())
		}, "WebAuthnCredentialNotSupportedException", "The credential is not supported: Error validating the attested credential id: "},
		{"attestation of another format", func(t *testing.T, s *server, a *securityKey) string {
			return editResponse(t, valid(t, s, a), "attestationObject", func(object []byte) []byte { return bytes.Replace(object, []byte("packed"), []byte("wooden"), 1) })
		}, "WebAuthnCredentialNotSupportedException", "The credential is not supported: "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			restore(t)
			s.set("credential", tt.credential(t, s, newSecurityKey(t)))
			got := s.call(t, "CompleteWebAuthnRegistration", completePasskey)
			assert.Equal(t, 400, got.status, got.body)
			assert.Contains(t, got.body, `{"__type":"`+tt.exception+`","message":"`+tt.message)
		})
	}
}

// TestPasskeyQuota: a user can register 20 passkeys (developer guide, "Authentication flows").
func TestPasskeyQuota(t *testing.T) {
	t.Parallel()
	s := withPasskeys(t, cognitotest.Config{}, "")
	for range 19 {
		s.addPasskey(t, newSecurityKey(t))
	}
	options := s.creationOptions(t)
	s.addPasskey(t, newSecurityKey(t))
	s.fails(t, "StartWebAuthnRegistration", startPasskey, "LimitExceededException", "A user can have at most 20 passkeys.")
	s.set("credential", register(t, newSecurityKey(t), options)) // started before the twentieth
	s.fails(t, "CompleteWebAuthnRegistration", completePasskey, "LimitExceededException", "A user can have at most 20 passkeys.")
	listed := s.ok(t, "ListWebAuthnCredentials", startPasskey)["Credentials"].([]any)
	assert.Len(t, listed, 20)
	s.set("oldest", at(listed[0], "CredentialId").(string))
	s.ok(t, "DeleteWebAuthnCredential", `{"AccessToken":"{access}","CredentialId":"{oldest}"}`)
	s.addPasskey(t, newSecurityKey(t))
}

// TestPasskeyBelongsToOneUser: no other registration of the pool can have the same credential (Web
// Authentication, section 7.1).
func TestPasskeyBelongsToOneUser(t *testing.T) {
	t.Parallel()
	s, _ := withEve(t)
	a := newSecurityKey(t)
	s.addPasskey(t, a)
	for _, start := range []string{startAda, startEve} {
		s.tokens(t, "InitiateAuth", start)
		s.set("credential", register(t, a, s.creationOptions(t)))
		s.fails(t, "CompleteWebAuthnRegistration", completePasskey, "InvalidParameterException", "The credential is already registered.")
	}
	assert.Equal(t, `{"Credentials":[]}`, s.call(t, "ListWebAuthnCredentials", startPasskey).body)
}

// TestPasskeyActionsRequireUser: each action requires an access token with the scope
// aws.cognito.signin.user.admin (API_StartWebAuthnRegistration). A deleted user has no passkeys.
func TestPasskeyActionsRequireUser(t *testing.T) {
	t.Parallel()
	s := withPasskeys(t, cognitotest.Config{}, "")
	s.set("credential", register(t, newSecurityKey(t), s.creationOptions(t)))
	bodies := map[string]string{
		"StartWebAuthnRegistration": startPasskey, "CompleteWebAuthnRegistration": completePasskey,
		"ListWebAuthnCredentials": startPasskey, "DeleteWebAuthnCredential": `{"AccessToken":"{access}","CredentialId":"x"}`,
	}
	for action, body := range bodies {
		s.fails(t, action, strings.Replace(body, "{access}", "eyJ.a.b", 1), "NotAuthorizedException", "Invalid Access Token")
	}
	s.ok(t, "AdminUserGlobalSignOut", `{"UserPoolId":"{pool}","Username":"ada"}`)
	for action, body := range bodies {
		s.fails(t, action, body, "NotAuthorizedException", "Access Token has been revoked")
	}
	s.ok(t, "AdminDeleteUser", `{"UserPoolId":"{pool}","Username":"ada"}`)
	s.ok(t, "AdminCreateUser", adaBody)
	s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"ada","Password":"Str0ng!Pass","Permanent":true}`)
	s.tokens(t, "InitiateAuth", startAda)
	s.fails(t, "CompleteWebAuthnRegistration", completePasskey, "WebAuthnChallengeNotFoundException", "The challenge is unknown, used or expired. Start the registration again.")
}

// TestPasskeyOrigins: pages of the relying party's domain and of its subdomains may use passkeys,
// and pages on localhost without TLS.
func TestPasskeyOrigins(t *testing.T) {
	t.Parallel()
	s := withPasskeys(t, cognitotest.Config{}, "")
	for origin, relyingParty := range map[string]string{
		"https://shop.example": "shop.example", "https://a.b.shop.example": "shop.example", "https://shop.example:8443": "shop.example",
		"http://localhost:3000": "localhost", "http://shop.localhost:4000": "shop.localhost",
	} {
		s.mfa(t, "OFF", `"WebAuthnConfiguration":{"RelyingPartyId":"`+relyingParty+`"}`)
		key := newSecurityKey(t)
		key.RelyingParty.ID, key.RelyingParty.Origin = relyingParty, origin
		s.addPasskey(t, key)
		options := s.passkeyChallenge(t, "InitiateAuth", choose("ada", preferPasskey))
		s.tokens(t, "RespondToAuthChallenge", respondWithPasskey(key.Sign(t, options)))
	}
}
