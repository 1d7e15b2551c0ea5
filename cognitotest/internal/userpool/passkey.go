package userpool

import (
	"slices"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// Passkey is a WebAuthn credential of a user.
type Passkey struct {
	ID             string // in base64url
	PublicKey      []byte // a COSE_Key
	RelyingPartyID string
	Attachment     string // platform, cross-platform, or "" if the client did not report it
	Transports     []string
	SignCount      uint32 // of the last signature
	BackupEligible bool
	Created        time.Time
}

// AddPasskey adds a passkey to a user.
//
// Errors: UserNotFoundException, LimitExceededException, and InvalidParameterException for a
// passkey that a user of the pool has (Web Authentication, section 7.1; the exception is
// unspecified).
func (s *Store) AddPasskey(poolID, username string, k Passkey) error {
	_, err := s.changeUser(poolID, username, func(p *poolState, u *User) error {
		if err := u.checkPasskeys(); err != nil {
			return err
		}
		for range p.usersByPasskey.Records(k.ID) {
			return apierror.InvalidParameter("The credential is already registered.")
		}
		k.Created = s.Clock.Now()
		u.Passkeys = append(slices.Clone(u.Passkeys), k)
		return nil
	})
	return err
}

// checkPasskeys limits the passkeys of a user.
func (u User) checkPasskeys() error { return quota(len(u.Passkeys), maxPasskeys, "A user", "passkeys") }

// passkey returns the index of a passkey, or -1.
func (u User) passkey(id string) int {
	return slices.IndexFunc(u.Passkeys, func(k Passkey) bool { return k.ID == id })
}

// DeletePasskey removes a passkey of a user.
//
// Errors: UserNotFoundException, ResourceNotFoundException.
func (s *Store) DeletePasskey(poolID, username, id string) error {
	_, err := s.changeUser(poolID, username, func(_ *poolState, u *User) error {
		i := u.passkey(id)
		if i < 0 {
			return apierror.ResourceNotFound("The user has no passkey with the id %s.", id) // the text is unspecified
		}
		u.Passkeys = slices.Delete(slices.Clone(u.Passkeys), i, i+1)
		return nil
	})
	return err
}

// UsePasskey records a signature of a passkey for a sign-in. signCount is the counter of the
// authenticator. A counter that does not increase is the sign of a cloned authenticator (Web
// Authentication, section 7.2; that the service rejects it is unspecified).
//
// Errors: NotAuthorizedException, and the errors of a user who may not sign in. A user who is
// locked because of wrong passwords cannot sign in with a passkey either (unspecified).
func (s *Store) UsePasskey(poolID, username, id string, signCount uint32) (User, error) {
	return inPool(s, poolID, func(p *poolState) (User, error) {
		u, ok := p.userByLogin(username)
		if !ok {
			return User{}, apierror.UserDoesNotExist()
		}
		i := u.passkey(id)
		if i < 0 { // deleted since the sign-in began
			return User{}, apierror.NotAuthorized("The user has no such passkey.")
		}
		now := s.Clock.Now()
		if err := u.locked(now); err != nil {
			return User{}, err
		}
		if err := maySignIn(u, now); err != nil {
			return User{}, err
		}
		if last := u.Passkeys[i].SignCount; (signCount > 0 || last > 0) && signCount <= last {
			return User{}, apierror.NotAuthorized("The signature counter of the passkey did not increase.")
		}
		u.Passkeys = slices.Clone(u.Passkeys)
		u.Passkeys[i].SignCount = signCount
		p.users.Put(u.Username, u)
		return u, nil
	})
}

// passkeyRegistrationLifetime is how long a registration can be completed: the timeout in the
// options that the browser receives (API_StartWebAuthnRegistration, example; that the challenge
// expires with it is unspecified).
const passkeyRegistrationLifetime = time.Minute

// PasskeyRegistration is a registration that a user has started.
type PasskeyRegistration struct {
	Username  string
	ClientID  string
	ExpiresAt time.Time
}

// StartPasskeyRegistration stores the challenge of a registration. It returns how long the
// challenge is valid.
//
// Errors: UserNotFoundException, LimitExceededException, and NotAuthorizedException for a user
// who signs in at an identity provider (unspecified).
func (s *Store) StartPasskeyRegistration(poolID, username, clientID, challenge string) (time.Duration, error) {
	return inPool(s, poolID, func(p *poolState) (time.Duration, error) {
		u, ok := p.userByLogin(username)
		if !ok {
			return 0, apierror.UserDoesNotExist()
		}
		if u.Status == StatusExternalProvider {
			return 0, apierror.NotAuthorized("A user who signs in at an identity provider cannot register a passkey.")
		}
		if err := u.checkPasskeys(); err != nil {
			return 0, err
		}
		p.passkeyRegistrations.Put(challenge, PasskeyRegistration{
			Username: username, ClientID: clientID, ExpiresAt: s.Clock.Now().Add(passkeyRegistrationLifetime),
		})
		return passkeyRegistrationLifetime, nil
	})
}

// TakePasskeyRegistration uses up the challenge of a registration.
//
// Errors: WebAuthnChallengeNotFoundException for an unknown, used or expired challenge and for the
// challenge of another user, WebAuthnClientMismatchException, which leaves the challenge usable.
func (s *Store) TakePasskeyRegistration(poolID, username, clientID, challenge string) error {
	_, err := inPool(s, poolID, func(p *poolState) (struct{}, error) {
		r, ok := p.passkeyRegistrations.Get(challenge)
		switch {
		case !ok || r.Username != username:
			return struct{}{}, apierror.PasskeyChallengeNotFound()
		case !s.Clock.Now().Before(r.ExpiresAt):
			p.passkeyRegistrations.Delete(challenge)
			return struct{}{}, transaction.Keep(apierror.PasskeyChallengeNotFound())
		case r.ClientID != clientID:
			return struct{}{}, apierror.PasskeyClientMismatch()
		}
		p.passkeyRegistrations.Delete(challenge)
		return struct{}{}, nil
	})
	return err
}
