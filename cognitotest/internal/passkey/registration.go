package passkey

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"

	"github.com/go-webauthn/webauthn/protocol"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Start starts the registration of a passkey.
//
// Errors: WebAuthnNotEnabledException, WebAuthnConfigurationMissingException, and the errors of
// [userpool.Store.StartPasskeyRegistration].
func (s *Service) Start(u userpool.User, clientID string) (CreationOptions, error) {
	pool, err := s.Store.Pool(u.PoolID)
	if err != nil {
		return CreationOptions{}, err
	}
	relyingPartyID, err := s.Store.RelyingPartyID(u.PoolID)
	if err != nil {
		return CreationOptions{}, err
	}
	challenge := NewChallenge()
	timeout, err := s.Store.StartPasskeyRegistration(u.PoolID, u.Username, clientID, challenge)
	if err != nil {
		return CreationOptions{}, err
	}
	return creationOptions(pool, u, relyingPartyID, challenge, timeout), nil
}

// Complete verifies the response to a registration, a RegistrationResponseJSON, and adds the
// passkey to the user. Any attempt of the right user and client uses up the challenge, even a
// failed one (unspecified).
//
// Errors: InvalidParameterException for text that is not a registration, the errors of
// [userpool.Store.TakePasskeyRegistration] and [userpool.Store.AddPasskey], and the other
// exceptions of CompleteWebAuthnRegistration.
func (s *Service) Complete(u userpool.User, clientID string, response []byte) error {
	pool, err := s.Store.Pool(u.PoolID)
	if err != nil {
		return err
	}
	relyingPartyID, err := s.Store.RelyingPartyID(u.PoolID)
	if err != nil {
		return missingAsMismatch(err)
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(response)
	if err != nil {
		return apierror.InvalidParameter("Credential is not a RegistrationResponseJSON: %s", details(err))
	}
	if kind := parsed.Response.CollectedClientData.Type; kind != protocol.CreateCeremony {
		return apierror.InvalidParameter("Credential has the type %s. Send the result of navigator.credentials.create.", kind)
	}
	challenge := parsed.Response.CollectedClientData.Challenge
	if err := s.Store.TakePasskeyRegistration(u.PoolID, u.Username, clientID, challenge); err != nil {
		return err
	}
	k, err := verifyRegistration(parsed, challenge, relyingPartyID, pool.VerifiesUser(u))
	if err != nil {
		return err
	}
	return s.Store.AddPasskey(u.PoolID, u.Username, k)
}

// missingAsMismatch replaces the error of a relying party ID that was removed after the start of a
// registration. CompleteWebAuthnRegistration does not have that error.
func missingAsMismatch(err error) error {
	if errors.Is(err, apierror.PasskeysNotConfigured()) {
		return apierror.PasskeyRelyingPartyMismatch("of the user pool, which was removed")
	}
	return err
}

// verifyRegistration follows Web Authentication, section 7.1. It does not require an attestation
// (developer guide, "Authentication flows"), but rejects an invalid one.
func verifyRegistration(r *protocol.ParsedCredentialCreationData, challenge, relyingPartyID string, verifyUser bool) (userpool.Passkey, error) {
	client, authenticator := r.Response.CollectedClientData, r.Response.AttestationObject.AuthData
	switch {
	case !hashOf(relyingPartyID, authenticator.RPIDHash):
		return userpool.Passkey{}, apierror.PasskeyRelyingPartyMismatch(relyingPartyID)
	case !allowedOrigin(client.Origin, relyingPartyID) || client.CrossOrigin:
		return userpool.Passkey{}, apierror.PasskeyOriginNotAllowed(client.Origin, relyingPartyID)
	case verifyUser && !authenticator.Flags.UserVerified():
		return userpool.Passkey{}, apierror.PasskeyNotSupported("it did not verify the user, which the user pool requires.")
	}
	const verifyPresence, allowCrossOrigin = true, false
	_, err := r.Verify(challenge, relyingPartyID, []string{client.Origin}, nil, nil, protocol.TopOriginExplicitVerificationMode, allowCrossOrigin,
		verifyUser, verifyPresence, nil, algorithms, protocol.AttestationPolicy{}, protocol.SignaturePolicy{})
	switch {
	case err != nil:
		return userpool.Passkey{}, apierror.PasskeyNotSupported(details(err))
	case !authenticator.Flags.HasBackupEligible() && authenticator.Flags.HasBackupState():
		return userpool.Passkey{}, apierror.PasskeyNotSupported("it is backed up, but not eligible for backup.")
	}
	k := userpool.Passkey{
		ID: base64.RawURLEncoding.EncodeToString(r.RawID), PublicKey: authenticator.AttData.CredentialPublicKey, RelyingPartyID: relyingPartyID,
		Attachment: string(r.AuthenticatorAttachment), SignCount: authenticator.Counter, BackupEligible: authenticator.Flags.HasBackupEligible(),
	}
	for _, t := range r.Response.Transports {
		k.Transports = append(k.Transports, string(t))
	}
	return k, nil
}

// hashOf reports whether hash is the SHA-256 hash of a relying party ID.
func hashOf(relyingPartyID string, hash []byte) bool {
	want := sha256.Sum256([]byte(relyingPartyID))
	return bytes.Equal(want[:], hash)
}

// details returns the reason in an error of the WebAuthn library. Its Error method omits the most
// specific part.
func details(err error) string {
	if e, ok := errors.AsType[*protocol.Error](err); ok && e.DevInfo != "" {
		return e.Details + ": " + e.DevInfo
	}
	return err.Error()
}
