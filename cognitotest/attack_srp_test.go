package cognitotest_test

import (
	"fmt"
	"math/big"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// srpPrime is the prime of Cognito's SRP, the 3072-bit MODP group of RFC 3526 section 4.
const srpPrime = "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437" +
	"4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05" +
	"98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B" +
	"E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33" +
	"A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864" +
	"D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF"

// ASVS 11.6.2, RFC 2945 section 3.2.1 and RFC 5054 section 2.5.4: with a public value that is 0 modulo the prime, the
// client would know the key without the password.
func TestAttackSRPWithAMultipleOfThePrime(t *testing.T) {
	t.Parallel()
	s := newScenario(t).row(t, rejection{}, true)
	prime, ok := new(big.Int).SetString(srpPrime, 16)
	require.True(t, ok)
	begin := func(value string) int {
		body := fmt.Sprintf(`{"ClientId":"{srp client}","AuthFlow":"USER_SRP_AUTH","AuthParameters":{"USERNAME":"{jo}","SRP_A":"%s"}}`, value)
		response, content := s.post(t, call{"InitiateAuth", s.text(t, body)}, nil)
		if response.StatusCode != http.StatusOK {
			assert.NotContains(t, content, "SRP_B", value)
		}
		return response.StatusCode
	}
	require.Equal(t, http.StatusOK, begin(new(big.Int).Add(prime, big.NewInt(7)).Text(16)), "another value")
	for name, value := range map[string]string{
		"zero": "0", "zeros": "0000000000", "the prime": prime.Text(16), "with a zero before": "00" + prime.Text(16), "in upper case": srpPrime,
		"twice the prime": new(big.Int).Lsh(prime, 1).Text(16), "its square": new(big.Int).Mul(prime, prime).Text(16), "negative": "-" + prime.Text(16), "nothing": "",
	} {
		assert.Equal(t, http.StatusBadRequest, begin(value), name)
	}
}
