package passwordhash_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/passwordhash"
)

// The hashes are of the password Str0ng!Pass. Other programs have computed them:
//
//   - bcrypt: the npm package bcryptjs 3.0.3, hashSync(password, 4) and hashSync(password, 12); for the versions 2a, 2x and 2y
//     Perl, crypt("Str0ng!Pass", q($2y$04$CtA.Rcu/szzn9U00wpUjOu)), with libcrypt
//   - scrypt: Node.js, crypto.scryptSync(password, salt, 32, {N, r: 8, p: 1}); Python, hashlib.scrypt(password, salt=salt, n=16384, r=8, p=1, dklen=64)
//   - Argon2id: the npm package hash-wasm 4.12.0, argon2id({password, salt, parallelism: 1, iterations, memorySize, hashLength: 32, outputType: "encoded"})
//   - PBKDF2: Node.js, crypto.pbkdf2Sync(password, salt, iterations, 32, "sha256"); Python, hashlib.pbkdf2_hmac("sha256", password, salt, 1000)
//     with a period for each plus sign, as passlib writes it
var hashes = []struct{ name, algorithm, text string }{
	{"bcrypt", "BCRYPT", "$2b$04$N8MkFY4hSpS6cO897ES7SOTLL4ykglDqt.5v4X/BWkQ84AU4RETbq"},
	{"bcrypt with the largest cost", "BCRYPT", "$2b$12$us7OMharfNzz7K7ZeiQdh.BvBDHGx48uoj.0y45ZY15AMDlvOHg6u"},
	{"bcrypt 2a", "BCRYPT", "$2a$04$CtA.Rcu/szzn9U00wpUjOubSCw3zi.dlCGOiPqvRPQg.4A4PJPx1u"},
	{"bcrypt 2x", "BCRYPT", "$2x$04$CtA.Rcu/szzn9U00wpUjOubSCw3zi.dlCGOiPqvRPQg.4A4PJPx1u"},
	{"bcrypt 2y", "BCRYPT", "$2y$04$CtA.Rcu/szzn9U00wpUjOubSCw3zi.dlCGOiPqvRPQg.4A4PJPx1u"},
	{"scrypt", "SCRYPT", "1024$8$1$00112233445566778899aabbccddeeff$e9fc397c2a4162fc1319bdb304668aa1100848feaa0571e9067a4fa201b75cbc"},
	{"scrypt with the largest parameters", "SCRYPT", "65536$8$1$00112233445566778899aabbccddeeff$42bb03da31b931c2ff28d7f4b4d6add4a6a518836e54629c06206cfeedaf9372"},
	{"scrypt with 64 bytes", "SCRYPT", "16384$8$1$fbff00112233445566778899aabbccdd$7f63f5b705c3d929c2c03631374551aa7f1739b3a52764ebdc7dc06a71574c6d36c458a4e1923b30342172aed8b4d7149ca63f1f655190a7929b6c599212a1f1"},
	{"Argon2id", "ARGON2ID", "$argon2id$v=19$m=64,t=1,p=1$ABEiM0RVZneImaq7zN3u/w$dEBfPqqlRL5H5Dq1m52uFN+BZEorIW7HCtWmeKOiR0o"},
	{"Argon2id with the largest parameters", "ARGON2ID", "$argon2id$v=19$m=19456,t=2,p=1$ABEiM0RVZneImaq7zN3u/w$d0kgKM6JTcLMdGiYYiu9+/OLmaUlqf/Hlb0HIoA9Mvo"},
	{"PBKDF2", "PBKDF2_SHA256", "$pbkdf2-sha256$1000$ABEiM0RVZneImaq7zN3u/w$T2UPDa+YjMNIKDvWtL7Rx9iUowRrkbdJ1vwl8wDu8VI"},
	{"PBKDF2 with the most iterations", "PBKDF2_SHA256", "$pbkdf2-sha256$600000$ABEiM0RVZneImaq7zN3u/w$asXN4xAIyH9w6kQalW6Z60zQfQHTJDvHZzX6a5sVuzY"},
	{"PBKDF2 of passlib", "PBKDF2_SHA256", "$pbkdf2-sha256$1000$./8AESIzRFVmd4iZqrvM3Q$RYpSu4/dcixSgcrzvXFKTiG8zgq/aUGPn1sR.BVDyZY"},
}

func TestHashesOfOtherProgramsMatch(t *testing.T) {
	t.Parallel()
	for _, tt := range hashes {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			h, err := passwordhash.Parse(tt.algorithm, tt.text)
			require.NoError(t, err)
			assert.True(t, h.Set())
			assert.True(t, h.Matches("Str0ng!Pass"))
			assert.False(t, h.Matches("Str0ng!Pasz"))
			assert.False(t, h.Matches(""))
		})
	}
}

// The hash of Pässwörd1! is from bcryptjs 3.0.3, hashSync(password, 4).
func TestPasswordIsInUTF8(t *testing.T) {
	t.Parallel()
	h, err := passwordhash.Parse("BCRYPT", "$2b$04$.ZBAQjzLH2xLYCR0C.DJhO2VcUBkARxTXU3dU1iS00ROo9wvLMmdW")
	require.NoError(t, err)
	assert.True(t, h.Matches("Pässwörd1!"))
	assert.False(t, h.Matches("Password1!"))
}

func TestZeroHashMatchesNothing(t *testing.T) {
	t.Parallel()
	assert.False(t, passwordhash.Hash{}.Set())
	assert.False(t, passwordhash.Hash{}.Matches(""))
}

func TestParseRejects(t *testing.T) {
	t.Parallel()
	const (
		bcrypt53 = "N8MkFY4hSpS6cO897ES7SOTLL4ykglDqt.5v4X/BWkQ84AU4RETbq"
		hexPart  = "00112233445566778899aabbccddeeff$e9fc397c2a4162fc1319bdb304668aa1"
		salt     = "ABEiM0RVZneImaq7zN3u/w"
		hash     = "dEBfPqqlRL5H5Dq1m52uFN+BZEorIW7HCtWmeKOiR0o"
		format   = "it does not have the format of "
	)
	for _, tt := range []struct{ name, algorithm, text, want string }{
		{"no algorithm", "", "$2b$04$" + bcrypt53, "the job has no PasswordHashingAlgorithm"},
		{"another algorithm", "SCRYPT", "$2b$04$" + bcrypt53, format + "SCRYPT"},
		{"bcrypt with a cost beyond the limit", "BCRYPT", "$2b$13$" + bcrypt53, "the cost is 13, and it must be from 4 to 12"},
		{"bcrypt with a cost that is too low", "BCRYPT", "$2b$03$" + bcrypt53, "the cost is 03, and it must be from 4 to 12"},
		{"bcrypt with another version", "BCRYPT", "$2c$04$" + bcrypt53, format + "BCRYPT"},
		{"bcrypt without a version", "BCRYPT", "$2$04$" + bcrypt53, format + "BCRYPT"},
		{"bcrypt that is cut", "BCRYPT", "$2b$04$" + bcrypt53[1:], format + "BCRYPT"},
		{"bcrypt in upper case", "BCRYPT", "$2B$04$" + bcrypt53, format + "BCRYPT"},
		{"bcrypt and more", "BCRYPT", "$2b$04$" + bcrypt53 + "\n", format + "BCRYPT"},
		{"scrypt with N beyond the limit", "SCRYPT", "131072$8$1$" + hexPart, "N is 131072, and it must be from 2 to 65536"},
		{"scrypt with N 1", "SCRYPT", "1$8$1$" + hexPart, "N is 1, and it must be from 2 to 65536"},
		{"scrypt with N that is not a power of 2", "SCRYPT", "1000$8$1$" + hexPart, format + "SCRYPT: N is not a power of 2"},
		{"scrypt with r beyond the limit", "SCRYPT", "1024$9$1$" + hexPart, "r is 9, and it must be from 1 to 8"},
		{"scrypt with p beyond the limit", "SCRYPT", "1024$8$2$" + hexPart, "p is 2, and it must be from 1 to 1"},
		{"scrypt with r 0", "SCRYPT", "1024$0$1$" + hexPart, "r is 0, and it must be from 1 to 8"},
		{"scrypt with a salt that is not hexadecimal", "SCRYPT", "1024$8$1$zz$" + strings.Repeat("00", 32), format + "SCRYPT"},
		{"scrypt with half a byte", "SCRYPT", "1024$8$1$" + hexPart + "0", format + "SCRYPT"},
		{"scrypt with a short hash", "SCRYPT", "1024$8$1$00$" + strings.Repeat("00", 15), format + "SCRYPT"},
		{"Argon2id with m beyond the limit", "ARGON2ID", "$argon2id$v=19$m=19457,t=2,p=1$" + salt + "$" + hash, "m is 19457, and it must be from 8 to 19456"},
		{"Argon2id with t beyond the limit", "ARGON2ID", "$argon2id$v=19$m=64,t=3,p=1$" + salt + "$" + hash, "t is 3, and it must be from 1 to 2"},
		{"Argon2id with p beyond the limit", "ARGON2ID", "$argon2id$v=19$m=64,t=1,p=2$" + salt + "$" + hash, "p is 2, and it must be from 1 to 1"},
		{"Argon2id with t 0", "ARGON2ID", "$argon2id$v=19$m=64,t=0,p=1$" + salt + "$" + hash, "t is 0, and it must be from 1 to 2"},
		{"Argon2id of version 16", "ARGON2ID", "$argon2id$v=16$m=64,t=1,p=1$" + salt + "$" + hash, format + "ARGON2ID"},
		{"Argon2i", "ARGON2ID", "$argon2i$v=19$m=64,t=1,p=1$" + salt + "$" + hash, format + "ARGON2ID"},
		{"Argon2id with padding", "ARGON2ID", "$argon2id$v=19$m=64,t=1,p=1$" + salt + "==$" + hash, format + "ARGON2ID"},
		{"Argon2id with a short hash", "ARGON2ID", "$argon2id$v=19$m=64,t=1,p=1$" + salt + "$AAAA", format + "ARGON2ID"},
		{"Argon2id with surplus bits", "ARGON2ID", "$argon2id$v=19$m=64,t=1,p=1$" + salt + "$" + hash[:len(hash)-1] + "p", format + "ARGON2ID"},
		{"PBKDF2 with iterations beyond the limit", "PBKDF2_SHA256", "$pbkdf2-sha256$600001$" + salt + "$" + hash, "the number of iterations is 600001, and it must be from 1 to 600000"},
		{"PBKDF2 with 0 iterations", "PBKDF2_SHA256", "$pbkdf2-sha256$0$" + salt + "$" + hash, "the number of iterations is 0, and it must be from 1 to 600000"},
		{"PBKDF2 with SHA-512", "PBKDF2_SHA256", "$pbkdf2-sha512$1000$" + salt + "$" + hash, format + "PBKDF2_SHA256"},
		{"PBKDF2 with a huge number", "PBKDF2_SHA256", "$pbkdf2-sha256$99999999999999999999$" + salt + "$" + hash, format + "PBKDF2_SHA256"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			h, err := passwordhash.Parse(tt.algorithm, tt.text)
			require.EqualError(t, err, tt.want)
			assert.Equal(t, passwordhash.Hash{}, h)
		})
	}
}
