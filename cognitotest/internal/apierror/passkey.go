package apierror

// The texts of errors about passkeys are unspecified.

// PasskeysNotEnabled rejects a registration in a pool whose users cannot sign in with passkeys.
func PasskeysNotEnabled() error {
	return clientError("WebAuthnNotEnabledException", "The user pool does not allow passkeys. Add WEB_AUTHN to AllowedFirstAuthFactors.")
}

// PasskeysNotConfigured rejects a registration in a pool without a relying party ID and without a
// domain.
func PasskeysNotConfigured() error {
	return clientError("WebAuthnConfigurationMissingException", "The user pool has no relying party ID. Set RelyingPartyId, or add a domain to the user pool.")
}

// PasskeyChallengeNotFound rejects a registration that was not started, or that has expired.
func PasskeyChallengeNotFound() error {
	return clientError("WebAuthnChallengeNotFoundException", "The challenge is unknown, used or expired. Start the registration again.")
}

// PasskeyClientMismatch rejects the access token of a client that did not start the registration.
func PasskeyClientMismatch() error {
	return clientError("WebAuthnClientMismatchException", "Another app client started the registration. Use an access token of that client.")
}

// PasskeyOriginNotAllowed rejects a registration on a page outside the domain of the relying party.
func PasskeyOriginNotAllowed(origin, relyingParty string) error {
	return clientError("WebAuthnOriginNotAllowedException", "The origin "+origin+" is not allowed for the relying party ID "+relyingParty+".")
}

// PasskeyRelyingPartyMismatch rejects a credential for another relying party.
func PasskeyRelyingPartyMismatch(relyingParty string) error {
	return clientError("WebAuthnRelyingPartyMismatchException", "The credential is not for the relying party ID "+relyingParty+".")
}

// PasskeyNotSupported rejects a credential that the service cannot use.
func PasskeyNotSupported(reason string) error {
	return clientError("WebAuthnCredentialNotSupportedException", "The credential is not supported: "+reason)
}
