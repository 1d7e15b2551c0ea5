package passkey

import (
	"bytes"
	"encoding/base64"
	"errors"
	"slices"

	"github.com/go-webauthn/webauthn/protocol"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Assertion is a parsed AuthenticationResponseJSON, the response of a passkey in a sign-in.
type Assertion struct {
	parsed *protocol.ParsedCredentialAssertionData
}

// ParseAssertion parses the response of a passkey. It returns InvalidParameterException for other
// text.
func ParseAssertion(response string) (Assertion, error) {
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(response))
	if err != nil {
		return Assertion{}, apierror.InvalidParameter("CREDENTIAL is not an AuthenticationResponseJSON: %s", details(err))
	}
	return Assertion{parsed}, nil
}

// Verify checks that a user's passkey signed a challenge, and records its signature counter
// (Web Authentication, section 7.2). It returns the user and how the passkey authenticated.
//
// Errors: NotAuthorizedException with the reason (unspecified), and the errors of
// [userpool.Store.UsePasskey].
func (s *Service) Verify(u userpool.User, challenge string, a Assertion) (userpool.User, userpool.ProvenPasskey, error) {
	k, verified, err := s.verify(u, challenge, a.parsed)
	if err != nil {
		return userpool.User{}, userpool.ProvenPasskey{}, err
	}
	u, err = s.Store.UsePasskey(u.PoolID, u.Username, k.ID, a.parsed.Response.AuthenticatorData.Counter)
	return u, userpool.ProvenPasskey{UserVerified: verified, Attachment: k.Attachment}, err
}

func (s *Service) verify(u userpool.User, challenge string, a *protocol.ParsedCredentialAssertionData) (k userpool.Passkey, userVerified bool, err error) {
	pool, err := s.Store.Pool(u.PoolID)
	if err != nil {
		return k, false, err
	}
	passkeys, err := s.Store.UsablePasskeys(u)
	if err != nil {
		return k, false, err
	}
	id := base64.RawURLEncoding.EncodeToString(a.RawID)
	i := slices.IndexFunc(passkeys, func(k userpool.Passkey) bool { return k.ID == id })
	if i < 0 {
		return k, false, apierror.NotAuthorized("The user has no such passkey.")
	}
	k = passkeys[i]
	client, authenticator := a.Response.CollectedClientData, a.Response.AuthenticatorData
	verifyUser := pool.VerifiesUser(u)
	switch {
	case client.Challenge != challenge:
		return k, false, apierror.NotAuthorized("The passkey signed another challenge.")
	case len(a.Response.UserHandle) > 0 && !bytes.Equal(a.Response.UserHandle, userHandle(u)):
		return k, false, apierror.NotAuthorized("The passkey belongs to another user.")
	case !hashOf(k.RelyingPartyID, authenticator.RPIDHash):
		return k, false, apierror.NotAuthorized("The passkey signed for a relying party ID other than %s.", k.RelyingPartyID)
	case !allowedOrigin(client.Origin, k.RelyingPartyID) || client.CrossOrigin:
		return k, false, apierror.NotAuthorized("The origin %s is not allowed for the relying party ID %s.", client.Origin, k.RelyingPartyID)
	case verifyUser && !authenticator.Flags.UserVerified():
		return k, false, apierror.NotAuthorized("The passkey did not verify the user, which is required.")
	case authenticator.Flags.HasBackupEligible() != k.BackupEligible:
		return k, false, apierror.NotAuthorized("The passkey's eligibility for backup has changed since its registration.")
	}
	const verifyPresence, allowCrossOrigin = true, false
	err = a.Verify(challenge, k.RelyingPartyID, "", []string{client.Origin}, nil, nil, protocol.TopOriginExplicitVerificationMode, allowCrossOrigin,
		verifyUser, verifyPresence, k.PublicKey, protocol.SignaturePolicy{})
	if e, ok := errors.AsType[*protocol.Error](err); ok && e.Type == protocol.ErrAssertionSignature.Type {
		return k, false, apierror.NotAuthorized("The signature of the passkey is invalid.")
	}
	if err != nil {
		return k, false, apierror.NotAuthorized("The response of the passkey is invalid: %s", details(err))
	}
	return k, authenticator.Flags.UserVerified(), nil
}
