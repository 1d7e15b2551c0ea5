package jwt

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"
)

// FuzzParse parses any text as a token. The header and the claims of a parsed token are JSON objects. Only a token
// with the signed claims has a valid signature.
func FuzzParse(f *testing.F) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(f, err)
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: key, KeyID: "k1"}}, nil)
	require.NoError(f, err)
	signed, err := signer.Sign([]byte(`{"sub":"ada"}`))
	require.NoError(f, err)
	compact, err := signed.CompactSerialize()
	require.NoError(f, err)
	parts := strings.Split(compact, ".")
	values := strings.NewReplacer("{token}", compact, "{header}", parts[0], "{claims}", parts[1], "{signature}", parts[2])
	keys := &jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: key.Public(), KeyID: "k1", Algorithm: "RS256", Use: "sig"}}}
	for _, text := range []string{"{token}", "{header}.{claims}.", "{header}.e30.{signature}", "eyJhbGciOiJub25lIn0.{claims}.", "bnVsbA.bnVsbA.", "e30.e30.e30.e30.e30", "", "a.b.c", "{token}\n", "{header}.W10.{signature}"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		token, err := Parse(values.Replace(text))
		if err != nil {
			require.NotEqual(t, "{token}", text)
			require.NotContains(t, err.Error(), "\n")
			return
		}
		for _, object := range []json.RawMessage{token.Header(), token.Claims()} {
			var members map[string]json.RawMessage
			require.NoError(t, json.Unmarshal(object, &members))
		}
		if token.Verify(keys) == nil {
			require.Equal(t, `{"sub":"ada"}`, string(token.Claims()))
		}
	})
}
