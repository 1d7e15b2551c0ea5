package signin_test

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	cognitosrp "github.com/alexrudd/cognito-srp/v4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// srpClient is the client's side of an SRP exchange, by a library that is independent of this project. id is the part of the identity
// after the name of the pool.
type srpClient struct {
	t       *testing.T
	id      string
	library *cognitosrp.CognitoSRP
}

func newSRPClient(t *testing.T, poolID, id, secret string) *srpClient {
	t.Helper()
	library, err := cognitosrp.NewCognitoSRP("jo", secret, poolID, "client", nil)
	require.NoError(t, err)
	return &srpClient{t, id, library}
}

// srpClient returns a client of jo with a password.
func (f *fixture) srpClient(password string) *srpClient {
	f.t.Helper()
	return newSRPClient(f.t, f.pool.ID, "jo", password)
}

func (c *srpClient) publicValue() string { return c.library.GetAuthParams()["SRP_A"] }

// claim returns the proof for the challenge of a step.
func (c *srpClient) claim(step *signin.Step) signin.Claim {
	c.t.Helper()
	answer, err := c.library.PasswordVerifierChallenge(map[string]string{
		"USERNAME": "jo", "USER_ID_FOR_SRP": c.id, "SALT": step.Salt.Text(16), "SRP_B": step.PublicValue.Text(16),
		"SECRET_BLOCK": base64.StdEncoding.EncodeToString(step.SecretBlock),
	}, time.Now())
	require.NoError(c.t, err)
	return signin.Claim{Signature: answer["PASSWORD_CLAIM_SIGNATURE"], SecretBlock: answer["PASSWORD_CLAIM_SECRET_BLOCK"], Timestamp: answer["TIMESTAMP"]}
}

// proof answers PASSWORD_VERIFIER.
func (c *srpClient) proof(step *signin.Step) signin.Answer {
	return signin.PasswordClaim{Claim: c.claim(step)}
}

const malformedTimestamp = "InvalidParameterException: TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english."

func TestSRPSignIn(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false, "PreAuthentication", "PostAuthentication")
	client := f.srpClient(password)
	step := f.mustBegin("jo", signin.SRP{PublicValue: client.publicValue()})
	assert.Equal(t, signin.PasswordVerifier, step.Name)
	assert.Equal(t, "jo", step.Username)
	assert.Len(t, step.SecretBlock, 64)
	assert.Equal(t, []string{preAuthentication}, f.triggers())
	outcome, err := f.answer(step, client.proof(step))
	f.requireSignedIn(outcome, err)
	assert.Equal(t, userpool.Authentication{Level: 1, AMR: []string{"pwd"}}, outcome.Result.Authentication)
	assert.Equal(t, []string{postAuthentication}, f.triggers())
}

// Each change of a right proof rejects it. A malformed TIMESTAMP leaves the exchange open, because it is checked first.
func TestWrongProofIsRejected(t *testing.T) {
	t.Parallel()
	other := base64.StdEncoding.EncodeToString(make([]byte, 64))
	for _, tt := range []struct {
		name, password string
		change         func(*signin.Claim)
		want           string
	}{
		{"another password", "wrong", func(*signin.Claim) {}, incorrect},
		{"another secret block", password, func(c *signin.Claim) { c.SecretBlock = other }, incorrect},
		{"a signature that is not base64", password, func(c *signin.Claim) { c.Signature = "!" }, incorrect},
		{"no signature", password, func(c *signin.Claim) { c.Signature = "" }, incorrect},
		{"the time of another year", password, func(c *signin.Claim) { c.Timestamp = "Sat Jan 1 10:00:00 UTC 2000" }, incorrect},
		{"a time in another format", password, func(c *signin.Claim) { c.Timestamp = "2000-01-01" }, malformedTimestamp},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, false)
			client := f.srpClient(tt.password)
			step := f.mustBegin("jo", signin.SRP{PublicValue: client.publicValue()})
			claim := client.claim(step)
			tt.change(&claim)
			outcome, err := f.answer(step, signin.PasswordClaim{Claim: claim})
			require.EqualError(t, err, tt.want)
			assert.Equal(t, signin.Outcome{}, outcome)
			outcome, err = f.answer(step, client.proof(step))
			if tt.want == malformedTimestamp {
				f.requireSignedIn(outcome, err)
				return
			}
			assert.EqualError(t, err, "NotAuthorizedException: Invalid session for the user, session can only be used once.")
		})
	}
}

// The secret block finds the exchange of an answer without a Session, among the exchanges of its user.
func TestProofWithoutASession(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	_, err := f.store.CreateUser(f.pool.ID, "mo", nil, password)
	require.NoError(t, err)
	client := f.srpClient(password)
	step := f.mustBegin("jo", signin.SRP{PublicValue: client.publicValue()})
	claim := client.claim(step)
	answer := func(login string, claim signin.Claim) (signin.Outcome, error) {
		return f.service.Answer(t.Context(), f.request(login), "", signin.PasswordClaim{Claim: claim})
	}
	_, err = answer("mo", claim)
	require.EqualError(t, err, incorrect, "another user")
	_, err = answer("jo", signin.Claim{Signature: claim.Signature, SecretBlock: "AAAA", Timestamp: claim.Timestamp})
	require.EqualError(t, err, incorrect, "another secret block")
	f.requireSignedIn(answer("jo", claim))
	_, err = answer("jo", claim)
	require.EqualError(t, err, incorrect, "a used exchange")
}

func TestInvalidPublicValue(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	for _, value := range []string{"", "xyz", "0", "00"} {
		outcome, err := f.begin("jo", signin.SRP{PublicValue: value})
		require.EqualError(t, err, "InvalidParameterException: Invalid SRP_A value", value)
		assert.Equal(t, signin.Outcome{}, outcome)
	}
}

// A user without a password appears to have one. Its salt depends on the user and stays the same, as a real salt (RFC 5054 section
// 2.5.1.3).
func TestUserWithoutAPasswordAppearsToHaveOne(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	for _, name := range []string{"mo", "li"} {
		user, _, err := f.store.PrepareUser(f.pool.ID, userpool.NewUser{Username: name})
		require.NoError(t, err)
		user.Status = userpool.StatusConfirmed
		_, err = f.store.AddUser(user, false)
		require.NoError(t, err)
	}
	client := newSRPClient(t, f.pool.ID, "mo", password)
	begin := func(login string) *signin.Step {
		step := f.mustBegin(login, signin.SRP{PublicValue: client.publicValue()})
		assert.Equal(t, login, step.Username)
		return step
	}
	mo := begin("mo")
	assert.Equal(t, mo.Salt, begin("mo").Salt)
	assert.NotEqual(t, mo.Salt, begin("li").Salt)
	_, err := f.answer(mo, client.proof(mo))
	assert.EqualError(t, err, incorrect)
}

// The values of an unknown user depend on a secret of 256 bits, so that a client cannot compute them.
func TestUnknownUserAppearsToHaveAPassword(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false, "PreAuthentication")
	client := f.srpClient(password)
	flow := signin.SRP{PublicValue: client.publicValue()}
	_, err := f.begin("mo", flow)
	require.EqualError(t, err, unknown)
	f.hideUnknownUsers()
	step := f.mustBegin("mo", flow)
	assert.Equal(t, signin.PasswordVerifier, step.Name)
	assert.Regexp(t, `^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`, step.Username)
	assert.Len(t, step.SecretBlock, 64)
	secret, ok := f.store.FindSecret("simulated-users")
	assert.True(t, ok)
	assert.Len(t, secret, 32)
	assert.NotEqual(t, make([]byte, 32), secret)
	again := f.mustBegin("mo", flow)
	assert.Equal(t, []any{step.Username, step.Salt}, []any{again.Username, again.Salt})
	assert.NotEqual(t, step.SecretBlock, again.SecretBlock)
	assert.Equal(t, "mo", f.users[preAuthentication])
	for login, want := range map[string]string{"mo": incorrect, step.Username: incorrect, "li": invalidSession, "jo": invalidSession, "": invalidSession} {
		step := f.mustBegin("mo", flow)
		_, err := f.service.Answer(t.Context(), f.request(login), step.Session, client.proof(step))
		require.EqualError(t, err, want, login)
	}
}

// The sub is not a login of SRP, unless it is also the username (ministackorg/ministack#1758).
func TestSubIsNotALoginOfSRP(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	jo, err := f.store.User(f.pool.ID, "jo")
	require.NoError(t, err)
	flow := signin.SRP{PublicValue: f.srpClient(password).publicValue()}
	_, err = f.begin(jo.Sub(), flow)
	require.EqualError(t, err, unknown)
	f.hideUnknownUsers()
	step := f.mustBegin(jo.Sub(), flow)
	assert.NotEqual(t, "jo", step.Username)
	assert.NotEqual(t, jo.Sub(), step.Username)
}

// UserNotConfirmedException comes before the password (aws-amplify/amplify-swift#3053).
func TestSRPOfAnUnconfirmedUser(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	user, _, err := f.store.PrepareUser(f.pool.ID, userpool.NewUser{Username: "mo", Password: password})
	require.NoError(t, err)
	user.Status = userpool.StatusUnconfirmed
	_, err = f.store.AddUser(user, false)
	require.NoError(t, err)
	outcome, err := f.begin("mo", signin.SRP{PublicValue: strings.Repeat("a", 64)})
	require.EqualError(t, err, "UserNotConfirmedException: User is not confirmed.")
	assert.Equal(t, signin.Outcome{}, outcome)
}
