package jwt

import (
	"crypto/rand"
	"crypto/rsa"
	"testing"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestVerify(t *testing.T) {
	t.Parallel()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	other, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	keys := &jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: key.Public(), KeyID: "k1", Algorithm: "RS256", Use: "sig"}}}
	sign := func(by *rsa.PrivateKey, id string, algorithm jose.SignatureAlgorithm) string {
		signer, err := jose.NewSigner(jose.SigningKey{Algorithm: algorithm, Key: jose.JSONWebKey{Key: by, KeyID: id}}, nil)
		require.NoError(t, err)
		signed, err := signer.Sign([]byte(`{"sub":"ada"}`))
		require.NoError(t, err)
		text, err := signed.CompactSerialize()
		require.NoError(t, err)
		return text
	}
	for _, tt := range []struct {
		name, token string
		want        error
	}{
		{"a key of the set", sign(key, "k1", jose.RS256), nil},
		{"another key with the same id", sign(other, "k1", jose.RS256), &SignatureError{"k1"}},
		{"an unknown key", sign(other, "k2", jose.RS256), &UnknownKeyError{"k2"}},
		{"another algorithm", sign(key, "k1", jose.RS512), ErrAlgorithm},
	} {
		token, err := Parse(tt.token)
		require.NoError(t, err, tt.name)
		assert.Equal(t, tt.want, token.Verify(keys), tt.name)
	}
}
