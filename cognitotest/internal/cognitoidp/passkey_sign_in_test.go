package cognitoidp_test

import (
	"strings"
	"testing"
	"time"

	"github.com/descope/virtualwebauthn"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// TestPasskeySignsIn signs in with PREFERRED_CHALLENGE and with SELECT_CHALLENGE, as a user and
// through an administrator, also after a restart in the middle of the sign-in.
func TestPasskeySignsIn(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := withPasskeys(t, cognitotest.Config{StateDir: dir}, "")
	const without, with = `"AvailableChallenges":["PASSWORD_SRP","PASSWORD"]`, `"AvailableChallenges":["PASSWORD_SRP","PASSWORD","WEB_AUTHN"]`
	s.challenge(t, "InitiateAuth", choose("ada", preferPasskey), selected+without+`}`)
	assert.Equal(t, []any{"PASSWORD"}, s.ok(t, "GetUserAuthFactors", startPasskey)["ConfiguredUserAuthFactors"])
	key := newSecurityKey(t)
	s.addPasskey(t, key)
	assert.Equal(t, []any{"PASSWORD", "WEB_AUTHN"}, s.ok(t, "GetUserAuthFactors", startPasskey)["ConfiguredUserAuthFactors"])
	s.challenge(t, "InitiateAuth", choose("ada", ""), selected+with+`}`)

	got := s.ok(t, "InitiateAuth", choose("ada", preferPasskey))
	assert.Equal(t, []any{"PASSWORD_SRP", "PASSWORD", "WEB_AUTHN"}, got["AvailableChallenges"])
	s.set("session", got["Session"].(string))
	options := at(got, "ChallengeParameters", "CREDENTIAL_REQUEST_OPTIONS").(string)
	// the text of the example in API_InitiateAuth
	assert.Regexp(t, `^\{"challenge":"[\w-]{43}","timeout":180000,"rpId":"shop.example","allowCredentials":\[\{"type":"public-key","id":"`+key.ID()+`","transports":\[\]\}\],"userVerification":"preferred"\}$`, options)
	assert.Len(t, got["ChallengeParameters"], 1)

	s.Close()
	restarted := startWith(t, cognitotest.Config{StateDir: dir})
	restarted.values, restarted.placeholders = s.values, s.placeholders
	s = restarted
	access, id := s.tokens(t, "RespondToAuthChallenge", respondWithPasskey(key.Sign(t, options)))
	assert.Equal(t, "ada", access["username"])
	assert.Equal(t, "ada", id["cognito:username"])

	s.ok(t, "InitiateAuth", choose("ada", ""))
	s.challenge(t, "InitiateAuth", choose("ada", ""), selected+with+`}`)
	options = s.passkeyChallenge(t, "RespondToAuthChallenge", respond("SELECT_CHALLENGE", `"ANSWER":"WEB_AUTHN"`))
	s.tokens(t, "RespondToAuthChallenge", respondWithPasskey(key.Sign(t, options)))

	admin := func(body string) string { return `{"UserPoolId":"{pool}",` + body[1:] }
	options = s.passkeyChallenge(t, "AdminInitiateAuth", admin(choose("ada", preferPasskey)))
	s.tokens(t, "AdminRespondToAuthChallenge", admin(respondWithPasskey(key.Sign(t, options))))
}

// TestPasskeyWithoutCounter: an RS256 passkey without a counter signs in repeatedly. The counter of many passkeys is always zero (Web Authentication,
// section 6.1.1).
func TestPasskeyWithoutCounter(t *testing.T) {
	t.Parallel()
	s := withPasskeys(t, cognitotest.Config{}, "")
	key := newSecurityKey(t)
	key.Key = virtualwebauthn.NewCredential(virtualwebauthn.KeyTypeRSA)
	key.Key.Counter = ^uint32(0) // the next is 0
	s.addPasskey(t, key)
	for range 2 {
		options := s.passkeyChallenge(t, "InitiateAuth", choose("ada", preferPasskey))
		key.Key.Counter = ^uint32(0)
		s.tokens(t, "RespondToAuthChallenge", respondWithPasskey(key.Sign(t, options)))
	}
}

// TestPasskeySignInIsRejected has a case for each rule of Web Authentication, section 7.2, that a
// client can break, and for each way to use a session wrongly. The texts are unspecified.
func TestPasskeySignInIsRejected(t *testing.T) {
	t.Parallel()
	s, restore := withEve(t)
	const invalid = "Invalid session for the user."
	signed := func(change func(*securityKey)) func(*testing.T, *server, *securityKey, string) string {
		return func(t *testing.T, _ *server, key *securityKey, options string) string {
			t.Helper()
			change(key)
			return respondWithPasskey(key.Sign(t, options))
		}
	}
	after := func(action, body string) func(*testing.T, *server, *securityKey, string) string {
		return func(t *testing.T, s *server, key *securityKey, options string) string {
			t.Helper()
			s.ok(t, action, body)
			return respondWithPasskey(key.Sign(t, options))
		}
	}
	edited := func(member, old, replacement string) func(*testing.T, *server, *securityKey, string) string {
		return func(t *testing.T, _ *server, key *securityKey, options string) string {
			t.Helper()
			return respondWithPasskey(editResponse(t, key.Sign(t, options), member, func(value []byte) []byte { return []byte(changed(t, string(value), old, replacement)) }))
		}
	}
	for _, tt := range []struct {
		name     string
		response func(t *testing.T, s *server, key *securityKey, options string) string
		message  string
	}{
		{"another origin", signed(func(k *securityKey) { k.RelyingParty.Origin = "https://evil.example" }), "The origin https://evil.example is not allowed for the relying party ID shop.example."},
		{"origin without TLS", signed(func(k *securityKey) { k.RelyingParty.Origin = "http://shop.example" }), "The origin http://shop.example is not allowed for the relying party ID shop.example."},
		{"page in a frame of another site", edited("clientDataJSON", `"webauthn.get"`, `"webauthn.get","crossOrigin":true`), "The origin https://app.shop.example is not allowed for the relying party ID shop.example."},
		{"another relying party ID", signed(func(k *securityKey) { k.RelyingParty.ID = "app.shop.example" }), "The passkey signed for a relying party ID other than shop.example."},
		{"challenge of an earlier sign-in", func(t *testing.T, s *server, key *securityKey, options string) string {
			s.tokens(t, "RespondToAuthChallenge", respondWithPasskey(key.Sign(t, options)))
			s.passkeyChallenge(t, "InitiateAuth", choose("ada", preferPasskey))
			return respondWithPasskey(key.Sign(t, options))
		}, "The passkey signed another challenge."},
		{"second answer with the session", func(t *testing.T, s *server, key *securityKey, options string) string {
			s.tokens(t, "RespondToAuthChallenge", respondWithPasskey(key.Sign(t, options)))
			return respondWithPasskey(key.Sign(t, options))
		}, "Invalid session for the user, session can only be used once."},
		{"answer after a rejected one", func(t *testing.T, s *server, key *securityKey, options string) string {
			s.fails(t, "RespondToAuthChallenge", respondWithPasskey(newSecurityKey(t).Sign(t, options)), "NotAuthorizedException", "The user has no such passkey.")
			return respondWithPasskey(key.Sign(t, options))
		}, "Invalid session for the user, session can only be used once."},
		{"expired session", func(t *testing.T, s *server, key *securityKey, options string) string {
			s.Advance(3 * time.Minute)
			return respondWithPasskey(key.Sign(t, options))
		}, "Invalid session for the user, session is expired."},
		{"session of another client", func(t *testing.T, s *server, key *securityKey, options string) string {
			s.client(t, `{"UserPoolId":"{pool}","ClientName":"d",`+anyFlow+`}`)
			return respondWithPasskey(key.Sign(t, options))
		}, invalid},
		{"session of another user", func(t *testing.T, _ *server, key *securityKey, options string) string {
			return strings.Replace(respondWithPasskey(key.Sign(t, options)), `"USERNAME":"ada"`, `"USERNAME":"eve"`, 1)
		}, invalid},
		{"passkey of another user", func(t *testing.T, s *server, _ *securityKey, options string) string {
			s.tokens(t, "InitiateAuth", startEve)
			hers := newSecurityKey(t)
			s.addPasskey(t, hers)
			return respondWithPasskey(hers.Sign(t, options))
		}, "The user has no such passkey."},
		{"user handle of another user", signed(func(k *securityKey) { k.Device.Options.UserHandle = []byte("eve") }), "The passkey belongs to another user."},
		{"passkey that was never registered", func(t *testing.T, _ *server, _ *securityKey, options string) string {
			return respondWithPasskey(newSecurityKey(t).Sign(t, options))
		}, "The user has no such passkey."},
		{"deleted passkey", func(t *testing.T, s *server, key *securityKey, options string) string {
			s.addPasskey(t, newSecurityKey(t)) // the factor itself stays
			s.set("id", key.ID())
			s.ok(t, "DeleteWebAuthnCredential", `{"AccessToken":"{access}","CredentialId":"{id}"}`)
			return respondWithPasskey(key.Sign(t, options))
		}, "The user has no such passkey."},
		{"another key under the same id", signed(func(k *securityKey) { id := k.Key.ID; k.Key = newSecurityKey(t).Key; k.Key.ID, k.Key.Counter = id, 7 }),
			"The signature of the passkey is invalid."},
		{"counter that stays", signed(func(k *securityKey) { k.Key.Counter-- }), "The signature counter of the passkey did not increase."},
		{"counter that falls to zero", signed(func(k *securityKey) { k.Key.Counter = ^uint32(0) }), "The signature counter of the passkey did not increase."},
		{"user not present", signed(func(k *securityKey) { k.Device.Options.UserNotPresent = true }),
			"The response of the passkey is invalid: Error validating the authenticator response: User presence required but flag not set by authenticator"},
		{"eligibility for backup changed", signed(func(k *securityKey) { k.Device.Options.BackupEligible = true }), "The passkey's eligibility for backup has changed since its registration."},
		{"user not verified", func(t *testing.T, s *server, key *securityKey, options string) string {
			s.mfa(t, "OFF", `"WebAuthnConfiguration":{"RelyingPartyId":"shop.example","UserVerification":"required"}`)
			key.Device.Options.UserNotVerified = true
			return respondWithPasskey(key.Sign(t, options))
		}, "The passkey did not verify the user, which is required."},
		{"response of a registration", func(t *testing.T, _ *server, key *securityKey, options string) string {
			return respondWithPasskey(editClientData(t, key.Sign(t, options), `"webauthn.get"`, `"webauthn.create"`))
		}, "The response of the passkey is invalid: Error validating ceremony type: Expected Value: webauthn.get, Received: webauthn.create"},
		{"relying party ID changed", after("SetUserPoolMfaConfig", `{"UserPoolId":"{pool}","MfaConfiguration":"OFF","WebAuthnConfiguration":{"RelyingPartyId":"other.example"}}`), invalid},
		{"passkeys turned off", after("UpdateUserPool", `{"UserPoolId":"{pool}","Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD"]}}}`), invalid},
		{"second factor turned on", func(t *testing.T, s *server, key *securityKey, options string) string {
			s.mfa(t, "OPTIONAL", smsFactor+`,`+forShop)
			s.ok(t, "AdminSetUserMFAPreference", `{"UserPoolId":"{pool}","Username":"ada","SMSMfaSettings":{"Enabled":true}}`)
			return respondWithPasskey(key.Sign(t, options))
		}, invalid},
		{"user disabled", after("AdminDisableUser", `{"UserPoolId":"{pool}","Username":"ada"}`), "User is disabled."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			restore(t)
			key := newSecurityKey(t)
			s.addPasskey(t, key)
			options := s.passkeyChallenge(t, "InitiateAuth", choose("ada", preferPasskey))
			s.fails(t, "RespondToAuthChallenge", tt.response(t, s, key, options), "NotAuthorizedException", tt.message)
		})
	}
}

// TestMalformedPasskeyResponse: the session stays usable.
func TestMalformedPasskeyResponse(t *testing.T) {
	t.Parallel()
	s := withPasskeys(t, cognitotest.Config{}, "")
	key := newSecurityKey(t)
	s.addPasskey(t, key)
	s.challenge(t, "InitiateAuth", choose("ada", ""), selected+`"AvailableChallenges":["PASSWORD_SRP","PASSWORD","WEB_AUTHN"]}`)
	s.fails(t, "RespondToAuthChallenge", respond("SELECT_CHALLENGE", `"ANSWER":"WEB_AUTHN","CREDENTIAL":"{}"`), "InvalidParameterException",
		"Select WEB_AUTHN without CREDENTIAL. Send CREDENTIAL in the response to the WEB_AUTHN challenge, which has the options to sign.")
	options := s.passkeyChallenge(t, "RespondToAuthChallenge", respond("SELECT_CHALLENGE", `"ANSWER":"WEB_AUTHN"`))
	for _, response := range []string{"", "no JSON", "{}", `{"id":"YQ","rawId":"YQ","type":"password"}`} {
		got := s.call(t, "RespondToAuthChallenge", respondWithPasskey(response))
		want := `{"__type":"InvalidParameterException","message":"CREDENTIAL is not an AuthenticationResponseJSON: `
		if response == "" {
			want = `{"__type":"InvalidParameterException","message":"Missing required parameter CREDENTIAL"}`
		}
		assert.Contains(t, got.body, want)
	}
	s.fails(t, "RespondToAuthChallenge", `{"ClientId":"{client}","ChallengeName":"WEB_AUTHN","ChallengeResponses":{"USERNAME":"ada","CREDENTIAL":"{}"}}`, "InvalidParameterException", "Missing required parameter Session")
	s.tokens(t, "RespondToAuthChallenge", respondWithPasskey(key.Sign(t, options)))
	s.fails(t, "InitiateAuth", choose("ada", `,"PREFERRED_CHALLENGE":"FINGERPRINT"`), "InvalidParameterException",
		"PREFERRED_CHALLENGE cannot be FINGERPRINT. Use EMAIL_OTP, PASSWORD, PASSWORD_SRP, SMS_OTP, WEB_AUTHN.")
}

// TestLockedUserCannotUsePasskey: wrong passwords lock the account for passkeys, too (unspecified).
func TestLockedUserCannotUsePasskey(t *testing.T) {
	t.Parallel()
	s := withPasskeys(t, cognitotest.Config{}, "")
	key := newSecurityKey(t)
	s.addPasskey(t, key)
	options := s.passkeyChallenge(t, "InitiateAuth", choose("ada", preferPasskey))
	for range 5 {
		s.fails(t, "InitiateAuth", strings.Replace(startAda, "Str0ng!Pass", "wrong", 1), "NotAuthorizedException", incorrect)
	}
	s.fails(t, "RespondToAuthChallenge", respondWithPasskey(key.Sign(t, options)), "NotAuthorizedException", "Password attempts exceeded")
}

// TestUnknownUserHasNoPasskey: a client that hides unknown users gets the same response for an unknown user
// and for a user without a passkey.
func TestUnknownUserHasNoPasskey(t *testing.T) {
	t.Parallel()
	s := withPasskeys(t, cognitotest.Config{}, "")
	s.ok(t, "UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}","PreventUserExistenceErrors":"ENABLED",`+anyFlow+`}`)
	for _, login := range []string{"ada", "nobody"} {
		s.challenge(t, "InitiateAuth", choose(login, preferPasskey), selected+`"AvailableChallenges":["PASSWORD_SRP","PASSWORD"]}`)
	}
}

const verifiedPasskey = `,"WebAuthnConfiguration":{"RelyingPartyId":"shop.example","FactorConfiguration":"MULTI_FACTOR_WITH_USER_VERIFICATION"}`

// TestPasskeySatisfiesMFA: with required MFA a passkey that verifies the user is enough, if pool and
// user say so (WebAuthnConfigurationType, WebAuthnMfaSettingsType).
func TestPasskeySatisfiesMFA(t *testing.T) {
	t.Parallel()
	const own, admin = `{"AccessToken":"{access}",`, `{"UserPoolId":"{pool}","Username":"ada",`
	const turnOn = `"WebAuthnMfaSettings":{"Enabled":true}`
	const alone = "A user whose passkey satisfies MFA needs another MFA method. Enable SMS, a software token or email, too."
	s := withPasskeys(t, cognitotest.Config{}, `,`+smsSender)
	s.mfa(t, "OFF", forShop)
	s.fails(t, "SetUserMFAPreference", own+turnOn+`}`, "InvalidParameterException", "Passkeys do not satisfy MFA in the user pool. Set FactorConfiguration to MULTI_FACTOR_WITH_USER_VERIFICATION.")
	s.mfa(t, "ON", smsFactor+verifiedPasskey)
	s.fails(t, "AdminSetUserMFAPreference", admin+turnOn+`,"SMSMfaSettings":{"Enabled":true}}`, "InvalidParameterException", "User does not have delivery config set to turn on WEB_AUTHN")
	key := newSecurityKey(t)
	s.addPasskey(t, key)
	s.fails(t, "SetUserMFAPreference", own+turnOn+`}`, "InvalidParameterException", alone)
	s.challenge(t, "InitiateAuth", choose("ada", preferPasskey), selected+onlyPassword+`}`)

	s.ok(t, "SetUserMFAPreference", own+turnOn+`,"SMSMfaSettings":{"Enabled":true}}`)
	s.fails(t, "AdminSetUserMFAPreference", admin+`"SMSMfaSettings":{"Enabled":false}}`, "InvalidParameterException", alone)
	user := s.ok(t, "GetUserAuthFactors", startPasskey)
	assert.Equal(t, []any{"SMS_MFA"}, user["UserMFASettingList"], "the documented values do not include passkeys")
	assert.Equal(t, []any{"PASSWORD", "WEB_AUTHN"}, user["ConfiguredUserAuthFactors"])
	options := s.passkeyChallenge(t, "InitiateAuth", choose("ada", preferPasskey))
	assert.Contains(t, options, `"userVerification":"required"`)
	s.tokens(t, "RespondToAuthChallenge", respondWithPasskey(key.Sign(t, options)))

	options = s.passkeyChallenge(t, "InitiateAuth", choose("ada", preferPasskey))
	key.Device.Options.UserNotVerified = true
	s.fails(t, "RespondToAuthChallenge", respondWithPasskey(key.Sign(t, options)), "NotAuthorizedException", "The passkey did not verify the user, which is required.")
	got := s.ok(t, "InitiateAuth", startAda) // a passkey does not count as the second factor of a password
	require.Equal(t, "SMS_MFA", got["ChallengeName"])

	s.ok(t, "AdminSetUserMFAPreference", admin+`"WebAuthnMfaSettings":{"Enabled":false}}`)
	s.challenge(t, "InitiateAuth", choose("ada", preferPasskey), selected+onlyPassword+`}`)
	s.mfa(t, "OPTIONAL", smsFactor+verifiedPasskey)
	s.challenge(t, "InitiateAuth", choose("ada", preferPasskey), selected+onlyPassword+`}`) // the user still has a second factor
	s.ok(t, "AdminSetUserMFAPreference", admin+`"SMSMfaSettings":{"Enabled":false}}`)
	options = s.passkeyChallenge(t, "InitiateAuth", choose("ada", preferPasskey)) // a single factor
	assert.Contains(t, options, `"userVerification":"preferred"`)
	s.tokens(t, "RespondToAuthChallenge", respondWithPasskey(key.Sign(t, options)))
}
