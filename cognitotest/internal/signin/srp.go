package signin

import (
	"crypto/hmac"
	"crypto/rand"
	"encoding/base64"
	"math/big"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// SRP is the first step of a sign-in by the Secure Remote Password protocol.
type SRP struct{ PublicValue string } // SRP_A, in hexadecimal

func (f SRP) begin(s *signIn) (Outcome, error) {
	s.publicValue = f.PublicValue
	user, err := s.findUser()
	if user != nil && s.Username == user.Sub() && user.Username != user.Sub() {
		user, err = s.hideUnknownUser(apierror.UserNotFound("User does not exist.")) // ministackorg/ministack#1758, measured only for SRP
	}
	if err != nil {
		return Outcome{}, err
	}
	if err := s.preAuthenticate(user); err != nil {
		return Outcome{}, err
	}
	return s.askPassword(user)
}

// askPassword returns the PASSWORD_VERIFIER challenge: the server's public value, the salt and a
// secret block to sign. An unknown user appears to have a password and, as username, a UUID
// (developer guide, "Managing user existence error responses"). UserNotConfirmedException is
// returned here, before the password (a recording in aws-amplify/amplify-swift#3053).
func (s *signIn) askPassword(user *userpool.User) (Outcome, error) {
	var secret srp.Password
	var username string
	if user != nil {
		if err := userpool.CheckConfirmed(*user); err != nil {
			return Outcome{}, err
		}
		secret, username = user.Password, user.Username
	}
	if user == nil || !user.Password.Set() {
		login := s.progress.Login
		if user != nil {
			login = user.Username
		}
		var simulated string
		secret, simulated = userpool.SimulatedPassword(s.Store.Secret("simulated-users", newSecret), s.Client.PoolID, login)
		if user == nil {
			username = simulated
		}
	}
	exchange, err := newExchange(secret, s.publicValue)
	if err != nil {
		return Outcome{}, err
	}
	block := newSecretBlock()
	return s.ask(userpool.Challenge{Name: PasswordVerifier, Username: username, SRP: exchange, SecretBlock: block},
		Step{Salt: secret.Salt, PublicValue: exchange.B, SecretBlock: block})
}

func newSecret() []byte {
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails
	return secret
}

func newSecretBlock() []byte {
	block := make([]byte, 64)
	_, _ = rand.Read(block) // never fails
	return block
}

// newExchange begins an SRP exchange with the client's public value, which is hexadecimal.
func newExchange(secret srp.Password, publicValue string) (srp.Exchange, error) {
	a, ok := new(big.Int).SetString(publicValue, 16)
	if !ok {
		return srp.Exchange{}, apierror.InvalidParameter("Invalid SRP_A value")
	}
	exchange, ok := secret.NewExchange(a)
	if !ok {
		return srp.Exchange{}, apierror.InvalidParameter("Invalid SRP_A value")
	}
	return exchange, nil
}

// Claim is the signature that proves the password or the secret of a device, as the client sends
// it.
type Claim struct {
	Signature   string // base64
	SecretBlock string // base64; the block of the challenge
	Timestamp   string
}

func (a Claim) check() error { return userpool.CheckSRPTimestamp(a.Timestamp) }

// bySecretBlock returns the session of an answer without a Session string: the open challenge of the
// user with the same secret block. USER_SRP_AUTH returns no Session, so the secret block identifies
// the exchange. An unknown block returns the error of a wrong password (ministackorg/ministack#1758,
// measured). That it does not count as a failed attempt is unspecified.
func (s *signIn) bySecretBlock(challenge string, a Claim) (session string, err error) {
	username := s.requestedUsername()
	session = s.Store.FindSession(s.Client.ID, a.SecretBlock, func(c userpool.Challenge) bool {
		return c.Name == challenge && s.belongsTo(c, username) && base64.StdEncoding.EncodeToString(c.SecretBlock) == a.SecretBlock
	})
	if session == "" {
		return "", incorrectPassword()
	}
	return session, nil
}

// verifyClaim reports whether a claim is valid. The client derives its key from pool and id: the
// pool's name and the username, or the keys of a device's group and of the device.
func (s *signIn) verifyClaim(a Claim, pool, id string) bool {
	signature, err := base64.StdEncoding.DecodeString(a.Signature)
	sameBlock := a.SecretBlock == base64.StdEncoding.EncodeToString(s.state.SecretBlock)
	claim := s.state.SRP.Claim(pool+id, s.state.SecretBlock, a.Timestamp)
	return err == nil && sameBlock && hmac.Equal(signature, claim) && s.Store.ValidSRPTimestamp(a.Timestamp)
}

// PasswordClaim is the proof that the client knows the user's password.
type PasswordClaim struct{ Claim }

func (PasswordClaim) step() string { return PasswordVerifier }

func (a PasswordClaim) findSession(s *signIn) (session string, err error) {
	return s.bySecretBlock(a.step(), a.Claim)
}

func (a PasswordClaim) answer(s *signIn) (Outcome, error) {
	poolName := s.Client.PoolID[strings.Index(s.Client.PoolID, "_")+1:]
	right := s.verifyClaim(a.Claim, poolName, s.state.Username) // also computed for a simulated user, so that the response takes the same time
	if s.progress.Simulated {
		return Outcome{}, s.Store.RejectUnknownUser(s.Client, s.progress.Login)
	}
	user, err := s.Store.CheckClaim(s.Client, s.state.Username, right)
	s.challenged(userpool.EventPassword, err)
	if err != nil {
		return Outcome{}, err
	}
	s.recordResult(PasswordVerifier)
	s.complete(userpool.FactorPasswordSRP)
	return s.continueSignIn(user)
}
