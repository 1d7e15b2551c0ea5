package cognitoidp

import (
	"crypto/hmac"
	"crypto/rand"
	"encoding/base64"
	"math/big"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// withSRP is the first step of a sign-in by the Secure Remote Password protocol. Its
// challenge has no session: the answer's secret block names the exchange
// (ministackorg/ministack#1758, measured).
func (s *signIn) withSRP() (any, error) {
	user, err := s.find()
	if user != nil && s.in["USERNAME"] == user.Sub() && user.Username != user.Sub() {
		user, err = s.hidden(userpool.UserNotFound("User does not exist.")) // the same measurement, which is of SRP alone
	}
	if err != nil {
		return nil, err
	}
	if err := s.attempt(user); err != nil {
		return nil, err
	}
	response, err := s.askPassword(user)
	if challenge, ok := response.(authResponse); ok {
		challenge.Session = ""
		return challenge, nil
	}
	return nil, err
}

// askPassword answers the client's public value with the server's, the salt and a secret
// block to sign. A user who does not exist appears to have a password and, as username,
// a UUID (developer guide, "Managing user existence error responses"). One who is not
// confirmed is told so here (a recording in aws-amplify/amplify-swift#3053).
func (s *signIn) askPassword(user *userpool.User) (any, error) {
	var secret srp.Password
	var username string
	if user != nil {
		if err := userpool.CheckConfirmed(*user); err != nil {
			return nil, err
		}
		secret, username = user.Password, user.Username
	}
	if user == nil || !user.HasPassword() {
		login := s.progress.Login
		if user != nil {
			login = user.Username
		}
		var simulated string
		secret, simulated = userpool.SimulatedPassword(s.Store.Secret("simulated-users", newSecret), s.client.PoolID, login)
		if user == nil {
			username = simulated
		}
	}
	exchange, err := exchangeOf(secret, s.in["SRP_A"])
	if err != nil {
		return nil, err
	}
	block := newSecretBlock()
	return s.ask(userpool.Challenge{Name: passwordVerifier, Username: username, SRP: exchange, SecretBlock: block}, map[string]string{
		"SALT": secret.Salt.Text(16), "SRP_B": exchange.B.Text(16), "SECRET_BLOCK": base64.StdEncoding.EncodeToString(block),
		"USERNAME": username, "USER_ID_FOR_SRP": username,
	})
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

// exchangeOf begins an exchange with the client's public value, in hexadecimal.
func exchangeOf(secret srp.Password, publicValue string) (srp.Exchange, error) {
	a, ok := new(big.Int).SetString(publicValue, 16)
	if !ok {
		return srp.Exchange{}, userpool.InvalidParameter("Invalid SRP_A value")
	}
	exchange, ok := secret.NewExchange(a)
	if !ok {
		return srp.Exchange{}, userpool.InvalidParameter("Invalid SRP_A value")
	}
	return exchange, nil
}

// bySecretBlock finds the session of an answer without one, which is to a challenge of the
// user whom the answer names. A block that is of none reads as a wrong password
// (ministackorg/ministack#1758); that it does not count as one is chosen.
func (s *signIn) bySecretBlock(challenge string) (session string, err error) {
	named := s.named()
	session = s.Store.FindSession(s.client.ID, func(c userpool.Challenge) bool {
		return c.Name == challenge && s.isAbout(c, named) && base64.StdEncoding.EncodeToString(c.SecretBlock) == s.in["PASSWORD_CLAIM_SECRET_BLOCK"]
	})
	if session == "" {
		return "", incorrectPassword()
	}
	return session, nil
}

func (s *signIn) checkTimestamp() error { return userpool.CheckSRPTimestamp(s.in["TIMESTAMP"]) }

// claimIsRight checks the signature that only the right password can make. pool and id
// are what the client derived its key from.
func (s *signIn) claimIsRight(pool, id string) bool {
	signature, err := base64.StdEncoding.DecodeString(s.in["PASSWORD_CLAIM_SIGNATURE"])
	sameBlock := s.in["PASSWORD_CLAIM_SECRET_BLOCK"] == base64.StdEncoding.EncodeToString(s.state.SecretBlock)
	claim := s.state.SRP.Claim(pool+id, s.state.SecretBlock, s.in["TIMESTAMP"])
	return err == nil && sameBlock && hmac.Equal(signature, claim) && s.Store.SRPTimestampIsRight(s.in["TIMESTAMP"])
}

func (s *signIn) answerPasswordVerifier() (any, error) {
	poolName := s.client.PoolID[strings.Index(s.client.PoolID, "_")+1:]
	right := s.claimIsRight(poolName, s.state.Username) // takes its time for an unknown user, too
	if s.progress.Simulated {
		return nil, s.Store.RefuseUnknownUser(s.client, s.progress.Login)
	}
	user, err := s.Store.CheckClaim(s.client, s.state.Username, right)
	if err != nil {
		return nil, err
	}
	s.result(passwordVerifier)
	return s.goOn(user)
}
