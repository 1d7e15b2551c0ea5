package cognitoidp

import (
	"crypto/hmac"
	"crypto/rand"
	"encoding/base64"
	"math/big"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// srpAuth is the first step of USER_SRP_AUTH: the client's public value is
// answered with the server's, the salt and a secret block to sign.
func srpAuth(c *call, client userpool.Client, in map[string]string) (any, error) {
	if err := required(in, "USERNAME", "SRP_A"); err != nil {
		return nil, err
	}
	if err := checkSecretHash(client, in["USERNAME"], in["SECRET_HASH"]); err != nil {
		return nil, err
	}
	a, ok := new(big.Int).SetString(in["SRP_A"], 16)
	if !ok {
		return nil, userpool.InvalidParameter("Invalid SRP_A value")
	}
	user, err := c.Store.User(client.PoolID, in["USERNAME"])
	if err != nil {
		return nil, hideUnknownUser(client, err)
	}
	exchange, ok := user.Password.NewSRPExchange(a)
	if !ok {
		return nil, userpool.InvalidParameter("Invalid SRP_A value")
	}
	block := make([]byte, 64)
	_, _ = rand.Read(block) // never fails
	return c.challenge(client, userpool.Challenge{Name: passwordVerifier, Username: user.Username, SRP: exchange, SecretBlock: block}, map[string]string{
		"SALT": user.Password.Salt.Text(16), "SRP_B": exchange.B.Text(16), "SECRET_BLOCK": base64.StdEncoding.EncodeToString(block),
		"USERNAME": user.Username, "USER_ID_FOR_SRP": user.Username,
	})
}

// answerPasswordVerifier checks the claim that only the right password can sign.
// The challenge need not come with a session: the secret block names it too, but
// the stand-in asks for the session (the strict reading).
func answerPasswordVerifier(c *call, client userpool.Client, state userpool.Challenge, in map[string]string) (any, error) {
	if err := required(in, "PASSWORD_CLAIM_SIGNATURE", "PASSWORD_CLAIM_SECRET_BLOCK", "TIMESTAMP"); err != nil {
		return nil, err
	}
	signature, err := base64.StdEncoding.DecodeString(in["PASSWORD_CLAIM_SIGNATURE"])
	sameBlock := in["PASSWORD_CLAIM_SECRET_BLOCK"] == base64.StdEncoding.EncodeToString(state.SecretBlock)
	if err != nil || !sameBlock {
		return nil, userpool.NotAuthorized("Incorrect username or password.")
	}
	poolName := client.PoolID[strings.Index(client.PoolID, "_")+1:]
	claim := state.SRP.Claim(poolName, state.Username, state.SecretBlock, in["TIMESTAMP"])
	user, err := c.Store.CheckClaim(client.PoolID, state.Username, hmac.Equal(signature, claim))
	if err != nil {
		return nil, hideUnknownUser(client, err)
	}
	return c.afterPassword(client, user)
}
