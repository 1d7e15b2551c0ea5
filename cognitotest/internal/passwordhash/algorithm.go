package passwordhash

import (
	"crypto/pbkdf2"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/bcrypt"
	"golang.org/x/crypto/scrypt"
)

// The upper limits of the parameters are documented (developer guide, "Supported password hashing
// algorithms"). The lower ones are the limits of the algorithms.

// bcryptCheck checks $2b$COST$ and 53 characters: the salt and the hash. It treats the version 2x
// as the others, which differs only for passwords with characters beyond ASCII.
func bcryptCheck(parts []string) (check, error) {
	if _, err := numbers(parameter{"the cost", parts[1], bcrypt.MinCost, 12}); err != nil {
		return nil, err
	}
	return func(password string) bool {
		return bcrypt.CompareHashAndPassword([]byte(parts[0]), []byte(password)) == nil
	}, nil
}

// scryptCheck checks N$r$p$SALT$HASH, with salt and hash in hexadecimal.
func scryptCheck(parts []string) (check, error) {
	n, err := numbers(parameter{"N", parts[1], 2, 65536}, parameter{"r", parts[2], 1, 8}, parameter{"p", parts[3], 1, 1})
	if err != nil {
		return nil, err
	}
	if n[0]&(n[0]-1) != 0 { // RFC 7914 section 2
		return nil, malformed("SCRYPT: N is not a power of 2")
	}
	salt, _ := hex.DecodeString(parts[4]) // the pattern has checked both
	want, _ := hex.DecodeString(parts[5])
	return func(password string) bool {
		got, err := scrypt.Key([]byte(password), salt, n[0], n[1], n[2], len(want))
		return err == nil && equal(got, want)
	}, nil
}

// argon2idCheck checks $argon2id$v=19$m=M,t=T,p=P$SALT$HASH, with salt and hash in base64.
func argon2idCheck(parts []string) (check, error) {
	n, err := numbers(parameter{"m", parts[1], 8, 19456}, parameter{"t", parts[2], 1, 2}, parameter{"p", parts[3], 1, 1})
	if err != nil {
		return nil, err
	}
	salt, want, err := decoded("ARGON2ID", parts[4], parts[5])
	if err != nil {
		return nil, err
	}
	return func(password string) bool {
		return equal(argon2.IDKey([]byte(password), salt, uint32(n[1]), uint32(n[0]), uint8(n[2]), uint32(len(want))), want)
	}, nil
}

// pbkdf2Check checks $pbkdf2-sha256$ITERATIONS$SALT$HASH, with salt and hash in base64. It also
// accepts the form of passlib, which has a period instead of the plus sign: unspecified.
func pbkdf2Check(parts []string) (check, error) {
	n, err := numbers(parameter{"the number of iterations", parts[1], 1, 600000})
	if err != nil {
		return nil, err
	}
	standard := strings.NewReplacer(".", "+")
	salt, want, err := decoded("PBKDF2_SHA256", standard.Replace(parts[2]), standard.Replace(parts[3]))
	if err != nil {
		return nil, err
	}
	return func(password string) bool {
		got, err := pbkdf2.Key(sha256.New, password, salt, n[0], len(want))
		return err == nil && equal(got, want)
	}, nil
}

// The length of a hash in bytes. Shorter ones would match by chance (unspecified).
const minHash, maxHash = 16, 64

// decoded returns a salt and a hash in base64 without padding.
func decoded(algorithm, salt, hash string) (saltBytes, hashBytes []byte, err error) {
	encoding := base64.RawStdEncoding.Strict()
	saltBytes, saltErr := encoding.DecodeString(salt)
	hashBytes, hashErr := encoding.DecodeString(hash)
	if saltErr != nil || hashErr != nil || len(hashBytes) < minHash || len(hashBytes) > maxHash {
		return nil, nil, malformed(algorithm)
	}
	return saltBytes, hashBytes, nil
}
