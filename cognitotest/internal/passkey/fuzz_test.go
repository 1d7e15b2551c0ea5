package passkey_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/go-webauthn/webauthn/protocol/webauthncose"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/passkey"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/passkeytest"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/pooltest"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

const relyingParty = "shop.example"

// credential is the JSON of a credential that a browser sends, with its decoded parts.
type credential struct {
	ID       string            `json:"id"`
	RawID    string            `json:"rawId"`
	Type     string            `json:"type"`
	Response map[string]string `json:"response"`
}

func decode(t testing.TB, text string) (c credential) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(text), &c))
	return c
}

func part(t testing.TB, encoded string) []byte {
	t.Helper()
	decoded, err := base64.RawURLEncoding.DecodeString(encoded)
	require.NoError(t, err)
	return decoded
}

// newService returns the passkeys of a pool with the user jo.
func newService(t testing.TB) (*passkey.Service, userpool.User) {
	t.Helper()
	store := userpool.NewStore(pooltest.AccountID)
	pool, err := store.CreatePool(pooltest.Region, userpool.Pool{Name: "orders", PoolSettings: userpool.PoolSettings{
		PasswordPolicy: userpool.DefaultPasswordPolicy, Tier: userpool.DefaultTier,
		AllowedFirstAuthFactors: []string{"PASSWORD", userpool.FactorPasskey},
		MFA:                     userpool.MFA{Configuration: userpool.DefaultMFA, Passkeys: userpool.PasskeySettings{RelyingPartyID: relyingParty}},
	}})
	require.NoError(t, err)
	_, err = store.CreateUser(pool.ID, "jo", pooltest.Profile("jo"), pooltest.Password)
	require.NoError(t, err)
	user, err := store.SetPassword(pool.ID, "jo", pooltest.Password, true)
	require.NoError(t, err)
	return &passkey.Service{Store: store}, user
}

// register starts a registration and returns the valid response of a passkey.
func register(t testing.TB, s *passkey.Service, u userpool.User, key *passkeytest.Passkey) (challenge string, response credential) {
	t.Helper()
	options, err := s.Start(u, "web")
	require.NoError(t, err)
	text, err := json.Marshal(options)
	require.NoError(t, err)
	return options.Challenge, decode(t, key.Register(t, string(text)))
}

// oneLine requires an error of the API with one line.
func oneLine(t testing.TB, err error) {
	t.Helper()
	var exception *apierror.Exception
	require.ErrorAs(t, err, &exception)
	require.NotContains(t, exception.Message, "\n")
}

// envelope writes a credential around parts in base64url.
const envelope = `{"id":"{id}","rawId":"{id}","type":"public-key","response":{response}}`

// withoutAttestation returns an attestation object with the format none (Web Authentication, section 8.7) and the
// authenticator data of another object. Its validity does not depend on the challenge.
func withoutAttestation(t testing.TB, object []byte) []byte {
	t.Helper()
	const label = "\x68authData\x58" // CBOR: a text of 8 bytes, and bytes with a length of one byte
	_, data, found := bytes.Cut(object, []byte(label))
	require.True(t, found)
	end := 1 + int(data[0])
	return slices.Concat([]byte("\xa3\x63fmt\x64none\x67attStmt\xa0"+label), data[:end])
}

// FuzzWebAuthnRegistration completes a registration with any credential. A passkey that is added belongs to the
// relying party, answers the challenge of the registration, and has a key that can verify signatures.
func FuzzWebAuthnRegistration(f *testing.F) {
	s, user := newService(f)
	key := passkeytest.New(f, relyingParty, "https://app."+relyingParty)
	challenge, valid := register(f, s, user, key)
	client := strings.Replace(string(part(f, valid.Response["clientDataJSON"])), challenge, "{challenge}", 1)
	signed := part(f, valid.Response["attestationObject"])
	attestation := withoutAttestation(f, signed)
	wholeClient, wholeAttestation := client, bytes.Clone(attestation)
	require.Contains(f, client, "{challenge}")
	for _, text := range []string{envelope, strings.Replace(envelope, "{id}", "", 1), `{"response":{}}`, "", "null", `{"id":1}`, strings.Replace(envelope, "public-key", "x", 1)} {
		f.Add(text, client, attestation)
	}
	for _, text := range []string{
		strings.Replace(client, "webauthn.create", "webauthn.get", 1), strings.Replace(client, "{challenge}", "AAAA", 1), strings.Replace(client, "https://app.", "http://", 1), "{}", "", `{"challenge":1}`,
	} {
		f.Add(envelope, text, attestation)
	}
	for _, object := range [][]byte{signed, nil, {0xa0}, attestation[:len(attestation)-1], append(bytes.Clone(attestation), 0), {0xbf, 0xff}, []byte("\x9b\xff\xff\xff\xff\xff\xff\xff\xff")} {
		f.Add(envelope, client, object)
	}
	f.Fuzz(func(t *testing.T, text, client string, attestation []byte) {
		isValid := text == envelope && client == wholeClient && bytes.Equal(attestation, wholeAttestation)
		options, err := s.Start(user, "web")
		require.NoError(t, err)
		client = strings.ReplaceAll(client, "{challenge}", options.Challenge)
		response := `{"clientDataJSON":"` + base64.RawURLEncoding.EncodeToString([]byte(client)) + `","attestationObject":"` + base64.RawURLEncoding.EncodeToString(attestation) + `"}`
		text = strings.NewReplacer("{id}", valid.ID, "{response}", response).Replace(text)
		if err := s.Complete(user, "web", []byte(text)); err != nil {
			require.False(t, isValid, err)
			oneLine(t, err)
			return
		}
		require.Contains(t, client, options.Challenge)
		changed, err := s.Store.User(user.PoolID, user.Username)
		require.NoError(t, err)
		require.Len(t, changed.Passkeys, 1)
		added := changed.Passkeys[0]
		require.Equal(t, relyingParty, added.RelyingPartyID)
		_, err = webauthncose.ParsePublicKey(added.PublicKey)
		require.NoError(t, err)
		require.NoError(t, s.Store.DeletePasskey(user.PoolID, user.Username, added.ID))
	})
}

// FuzzWebAuthnAssertion signs in with any credential. The signature covers the client data and the authenticator data,
// so an accepted credential has both unchanged (Web Authentication, section 7.2).
func FuzzWebAuthnAssertion(f *testing.F) {
	s, user := newService(f)
	key := passkeytest.New(f, relyingParty, "https://app."+relyingParty)
	_, registration := register(f, s, user, key)
	text, err := json.Marshal(registration)
	require.NoError(f, err)
	require.NoError(f, s.Complete(user, "web", text))
	user, err = s.Store.User(user.PoolID, user.Username)
	require.NoError(f, err)
	challenge := passkey.NewChallenge()
	options, err := s.RequestOptions(user, challenge, 0)
	require.NoError(f, err)
	text, err = json.Marshal(options)
	require.NoError(f, err)
	valid := decode(f, key.Sign(f, string(text)))
	client, data, signature := part(f, valid.Response["clientDataJSON"]), part(f, valid.Response["authenticatorData"]), part(f, valid.Response["signature"])
	f.Add(envelope, client, data, signature)
	f.Add(strings.Replace(envelope, "{id}", "AAAA", 2), client, data, signature)
	f.Add(envelope, client, data[:36], signature)
	f.Add(envelope, client, append(bytes.Clone(data), 0), signature)
	f.Add(envelope, client, data, append(bytes.Clone(signature), 0))
	f.Add(envelope, []byte("{}"), data, []byte{})
	f.Add("", []byte{}, []byte{}, []byte{})
	f.Fuzz(func(t *testing.T, text string, fuzzedClient, fuzzedData, fuzzedSignature []byte) {
		encode := base64.RawURLEncoding.EncodeToString
		response := `{"clientDataJSON":"` + encode(fuzzedClient) + `","authenticatorData":"` + encode(fuzzedData) + `","signature":"` + encode(fuzzedSignature) + `"}`
		assertion, err := passkey.ParseAssertion(strings.NewReplacer("{id}", valid.ID, "{response}", response).Replace(text))
		if err != nil {
			oneLine(t, err)
			return
		}
		u, proven, err := s.Verify(user, challenge, assertion)
		if err != nil {
			require.False(t, text == envelope && bytes.Equal(fuzzedClient, client) && bytes.Equal(fuzzedData, data) && bytes.Equal(fuzzedSignature, signature), err)
			oneLine(t, err)
			return
		}
		require.Equal(t, client, fuzzedClient)
		require.Equal(t, data, fuzzedData)
		require.Equal(t, user.Username, u.Username)
		require.True(t, proven.UserVerified)
		// A second use of the counter is rejected, so the next input needs the passkey in its first state.
		require.NoError(t, s.Store.DeletePasskey(user.PoolID, user.Username, user.Passkeys[0].ID))
		require.NoError(t, s.Store.AddPasskey(user.PoolID, user.Username, user.Passkeys[0]))
	})
}
