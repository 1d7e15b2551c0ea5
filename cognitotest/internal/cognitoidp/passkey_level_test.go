package cognitoidp_test

import "testing"

// A passkey alone reaches level 3. Its authenticator determines amr: the attachment of the registration is platform,
// cross-platform or unknown (developer guide, "Authentication levels with ACR and AMR claims").
func TestPasskeyIsLevel3(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ attachment, method string }{
		{`"authenticatorAttachment":"platform"`, "swk"}, {`"authenticatorAttachment":"cross-platform"`, "hwk"}, {`"clientExtensionResults":{}`, "swk"},
	} {
		t.Run(tt.attachment, func(t *testing.T) {
			t.Parallel()
			s := withPasskeys(t, levels(), "")
			key := newSecurityKey(t)
			s.set("credential", changed(t, register(t, key, s.creationOptions(t)), `"type":"public-key"`, `"type":"public-key",`+tt.attachment))
			s.ok(t, "CompleteWebAuthnRegistration", completePasskey)
			options := s.passkeyChallenge(t, "InitiateAuth", choose("ada", preferPasskey))
			s.authenticated(t, "RespondToAuthChallenge", respondWithPasskey(key.Sign(t, options)), level3, tt.method)
			s.authenticated(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"REFRESH_TOKEN_AUTH","AuthParameters":{"REFRESH_TOKEN":"{refresh}"}}`, level3, tt.method)
		})
	}
}

// A user with a password and a passkey reaches level 3 only with the passkey, so a step-up to it offers nothing else.
func TestStepUpToThePasskey(t *testing.T) {
	t.Parallel()
	s := withPasskeys(t, levels(), "")
	s.fails(t, "InitiateAuth", choose("ada", toLevel3), "InvalidParameterException", outOfReach)
	key := newSecurityKey(t)
	s.addPasskey(t, key)
	options := s.passkeyChallenge(t, "InitiateAuth", choose("ada", toLevel3+preferPasskey))
	s.authenticated(t, "RespondToAuthChallenge", respondWithPasskey(key.Sign(t, options)), level3, "swk")
}
