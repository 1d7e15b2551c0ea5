package golden

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestShapeNamesTheKindOfEachValue(t *testing.T) {
	t.Parallel()
	// {"kid":"k","alg":"RS256"} and {"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}
	const signed, encrypted = "eyJraWQiOiJrIiwiYWxnIjoiUlMyNTYifQ", "eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ"
	tests := []struct{ name, body, want string }{
		{"signed", `{"access_token":"` + signed + `.e30.c2ln"}`, `"access_token": "<jws>"`},
		{"encrypted", `{"refresh_token":"` + encrypted + `.a.b.c.d"}`, `"refresh_token": "<jwe>"`},
		{"signed without a third part", `{"access_token":"` + signed + `.e30"}`, `"access_token": "<string>"`},
		{"encrypted without a fifth part", `{"refresh_token":"` + encrypted + `.a.b.c"}`, `"refresh_token": "<string>"`},
		{"opaque", `{"refresh_token":"f4fd32c1"}`, `"refresh_token": "<string>"`},
		{"empty", `{"refresh_token":""}`, `"refresh_token": "<empty string>"`},
		{"null", `{"refresh_token":null}`, `"refresh_token": "<null>"`},
		{"literal number", `{"expires_in":3600}`, `"expires_in": 3600`},
		{"literal number as a string", `{"expires_in":"3600"}`, `"expires_in": "3600"`},
		{"literal text", `{"token_type":"bearer"}`, `"token_type": "bearer"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			assert.Equal(t, "{\n  "+test.want+"\n}\n", shapeOf(t, []byte(test.body)))
		})
	}
}
