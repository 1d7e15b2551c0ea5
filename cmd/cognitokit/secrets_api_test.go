//go:build unix

package main

import (
	"crypto/x509"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	senderARN = "arn:aws:lambda:us-east-1:123456789012:function:sender"
	senderKey = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
)

// customSender is the code of a custom sender trigger. It passes on the encrypted code of each event, and fails.
func customSender(t *testing.T) (address string, codes chan string) {
	t.Helper()
	codes = make(chan string, 1)
	function := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		var event struct{ Request struct{ Code string } }
		if err != nil || json.Unmarshal(body, &event) != nil {
			t.Errorf("got %q, %v", body, err)
		}
		codes <- event.Request.Code
		http.Error(w, "no mail today", http.StatusInternalServerError)
	}))
	t.Cleanup(function.Close)
	return function.URL, codes
}

// decryptCode signs a user up in a pool with the custom sender, and decrypts the data key of its code with KMS.
func (s servedProcess) decryptCode(codes chan string) {
	s.t.Helper()
	pool := s.api("CreateUserPool", map[string]any{
		"PoolName": "senders", "AutoVerifiedAttributes": []string{"email"},
		"LambdaConfig": map[string]any{"CustomEmailSender": map[string]string{"LambdaArn": senderARN, "LambdaVersion": "V1_0"}, "KMSKeyID": senderKey},
	})["UserPool"].(map[string]any)["Id"]
	client := s.api("CreateUserPoolClient", map[string]any{"UserPoolId": pool, "ClientName": "senders"})["UserPoolClient"].(map[string]any)["ClientId"]
	s.api("SignUp", map[string]any{
		"ClientId": client, "Username": "henry", "Password": "Passw0rd-of-Henry", "UserAttributes": []map[string]string{{"Name": "email", "Value": "henry@example.com"}},
	})
	s.await("the error of the custom sender", func() bool { return strings.Contains(s.stderr.String(), "a Lambda function failed") })
	message, err := base64.StdEncoding.DecodeString(<-codes)
	require.NoError(s.t, err)
	key, encryptionContext := wrappedKey(message)
	require.NotEmpty(s.t, s.call("kms", "TrentService.Decrypt", map[string]any{"CiphertextBlob": key, "EncryptionContext": encryptionContext})["Plaintext"])
	s.api("ConfirmSignUp", map[string]any{"ClientId": client, "Username": "henry", "ConfirmationCode": s.sentCode()})
}

// wrappedKey returns the encrypted data key and the encryption context of a message of the AWS Encryption SDK (its
// message format, "Header structure" of version 1).
func wrappedKey(message []byte) (key []byte, encryptionContext map[string]string) {
	read := func(from *[]byte) []byte {
		end := 2 + int(binary.BigEndian.Uint16(*from))
		field := (*from)[2:end]
		*from = (*from)[end:]
		return field
	}
	rest := message[1+1+2+16:] // the version, the type, the algorithm and the id
	entries := read(&rest)[2:] // without their number
	encryptionContext = map[string]string{}
	for len(entries) > 0 {
		name := read(&entries)
		encryptionContext[string(name)] = string(read(&entries))
	}
	rest = rest[2:] // the number of keys
	read(&rest)     // the provider
	read(&rest)     // the name of the key
	return read(&rest), encryptionContext
}

// sentCode returns the code of the last message.
func (s servedProcess) sentCode() string {
	s.t.Helper()
	var list struct{ Messages []struct{ Code string } }
	text := s.get("/_cognitotest/messages")
	require.NoError(s.t, json.Unmarshal([]byte(text), &list), text)
	require.NotEmpty(s.t, list.Messages)
	require.Regexp(s.t, `^\d{6}$`, list.Messages[len(list.Messages)-1].Code)
	return list.Messages[len(list.Messages)-1].Code
}

// changePasswords sends the requests of a signed-in user and of one that forgot the password, first with wrong values.
func (s servedProcess) changePasswords(client, access, password string) {
	s.t.Helper()
	const wrongCode, forgotten = "271828", "F0rgotten-Passw0rd"
	s.api("VerifySoftwareToken", map[string]string{"AccessToken": access, "UserCode": wrongCode})
	for _, previous := range []string{"not-the-Passw0rd", password} {
		s.api("ChangePassword", map[string]string{"AccessToken": access, "PreviousPassword": previous, "ProposedPassword": "Ch4nged-Passw0rd"})
	}
	for name, responses := range map[string]map[string]string{
		"PASSWORD_VERIFIER":     {"PASSWORD_CLAIM_SECRET_BLOCK": "bl0ck-of-no-sign-in", "PASSWORD_CLAIM_SIGNATURE": "s1gnature-of-no-user", "TIMESTAMP": "Mon Nov 23 08:00:00 UTC 2026"},
		"NEW_PASSWORD_REQUIRED": {"NEW_PASSWORD": "N3w-Passw0rd", "SECRET_HASH": "h4sh-of-no-secret"},
		"SMS_MFA":               {"SMS_MFA_CODE": wrongCode},
	} {
		responses["USERNAME"] = "ada@example.com"
		s.api("RespondToAuthChallenge", map[string]any{"ClientId": client, "ChallengeName": name, "Session": "s3ssion-of-no-sign-in-" + name, "ChallengeResponses": responses})
	}
	s.api("AdminUpdateUserAttributes", map[string]any{"UserPoolId": s.pool.ID, "Username": "ada@example.com", "UserAttributes": []map[string]string{{"Name": "email_verified", "Value": "true"}}})
	s.api("ForgotPassword", map[string]string{"ClientId": client, "Username": "ada@example.com"})
	for _, code := range []string{wrongCode, s.sentCode()} {
		s.api("ConfirmForgotPassword", map[string]string{"ClientId": client, "Username": "ada@example.com", "ConfirmationCode": code, "Password": forgotten})
	}
}

// storedKey matches an RSA key in PKCS #1 in the JSON of the state, which has its bytes in base64.
var storedKey = regexp.MustCompile(`"(MII[A-Za-z0-9+/]{400,}={0,2})"`)

// signingKeys returns the private keys in a state: the whole key, and the private exponent as a JWK and as a number.
func signingKeys(t *testing.T, state string) (texts []string) {
	t.Helper()
	content, err := os.ReadFile(state)
	require.NoError(t, err)
	for _, match := range storedKey.FindAllSubmatch(content, -1) {
		der, err := base64.StdEncoding.DecodeString(string(match[1]))
		require.NoError(t, err)
		key, err := x509.ParsePKCS1PrivateKey(der)
		if err != nil {
			continue // a certificate
		}
		texts = append(texts, string(match[1]), base64.RawURLEncoding.EncodeToString(key.D.Bytes()), key.D.String(), key.D.Text(16))
	}
	assert.NotEmpty(t, texts, "the state has no signing key")
	return texts
}
