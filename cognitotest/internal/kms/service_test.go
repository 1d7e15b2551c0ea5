package kms_test

import (
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/kms"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/kmskey"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/sigv4"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

const (
	key     = "arn:aws:kms:us-east-1:123456789012:key/1"
	second  = "arn:aws:kms:us-east-1:123456789012:key/2"
	unknown = "arn:aws:kms:us-east-1:123456789012:key/3"
	foreign = "arn:aws:kms:us-east-1:210987654321:key/4"
	remote  = "arn:aws:kms:eu-west-1:123456789012:key/5"

	signature = "AWS4-HMAC-SHA256 Credential=AKIACOGNITOTEST/20261123/us-east-1/kms/aws4_request, SignedHeaders=host, Signature=00"
)

// newService returns a service with used keys, and the ciphertext of "secret" by each as base64.
func newService(t *testing.T) (*kms.Service, map[string]string) {
	t.Helper()
	keys := kmskey.Keys{Store: userpool.NewStore("123456789012")}
	blobs := map[string]string{}
	for _, arn := range []string{key, second, foreign, remote} {
		ciphertext, err := keys.Encrypt(arn, []byte("secret"), map[string]string{"userpool-id": "p"})
		require.NoError(t, err)
		blobs[arn] = base64.StdEncoding.EncodeToString(ciphertext)
	}
	return &kms.Service{AccountID: "123456789012", Keys: keys}, blobs
}

// call sends a signed request to the host of us-east-1, unless change replaces its headers.
func call(s *kms.Service, target, body string, change func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", target)
	r.Header.Set("Authorization", signature)
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	s.Handle(w, r, "us-east-1", "eu-central-1")
	return w
}

func TestDecrypt(t *testing.T) {
	s, blobs := newService(t)
	const context = `"EncryptionContext":{"userpool-id":"p"}`
	ok := func(arn string) string {
		return `{"EncryptionAlgorithm":"SYMMETRIC_DEFAULT","KeyId":"` + arn + `","Plaintext":"c2VjcmV0"}`
	}
	message := func(name, text string) string { return `{"__type":"` + name + `","message":"` + text + `"}` }
	const missing = "1 validation error detected: Value null at 'ciphertextBlob' failed to satisfy constraint: Member must not be null"
	for _, tt := range []struct{ name, body, want string }{
		{"without a key", `{"CiphertextBlob":"` + blobs[key] + `",` + context + `}`, ok(key)},
		{"with the ARN of the key", `{"CiphertextBlob":"` + blobs[key] + `",` + context + `,"KeyId":"` + key + `"}`, ok(key)},
		{"with the id of the key", `{"CiphertextBlob":"` + blobs[key] + `",` + context + `,"KeyId":"1","EncryptionAlgorithm":"SYMMETRIC_DEFAULT","GrantTokens":[]}`, ok(key)},
		{"key of another account", `{"CiphertextBlob":"` + blobs[foreign] + `",` + context + `,"KeyId":"` + foreign + `"}`, ok(foreign)},
		{"with another key", `{"CiphertextBlob":"` + blobs[key] + `",` + context + `,"KeyId":"` + second + `"}`,
			message("IncorrectKeyException", "The key ID in the request does not identify a CMK that can perform this operation.")},
		{"with an unknown key", `{"CiphertextBlob":"` + blobs[key] + `",` + context + `,"KeyId":"` + unknown + `"}`, message("NotFoundException", "Key '"+unknown+"' does not exist")},
		{"with an unknown id", `{"CiphertextBlob":"` + blobs[key] + `",` + context + `,"KeyId":"3"}`, message("NotFoundException", "Key '"+unknown+"' does not exist")},
		{"with an alias", `{"CiphertextBlob":"` + blobs[key] + `",` + context + `,"KeyId":"alias/a"}`, message("NotFoundException", "Alias arn:aws:kms:us-east-1:123456789012:alias/a is not found.")},
		{"with the ARN of an alias", `{"CiphertextBlob":"` + blobs[key] + `",` + context + `,"KeyId":"arn:aws:kms:us-east-1:123456789012:alias/a"}`, message("NotFoundException", "Alias arn:aws:kms:us-east-1:123456789012:alias/a is not found.")},
		{"with a key of another region", `{"CiphertextBlob":"` + blobs[remote] + `",` + context + `,"KeyId":"` + remote + `"}`, message("NotFoundException", "Invalid arn eu-west-1")},
		{"ciphertext of another region", `{"CiphertextBlob":"` + blobs[remote] + `",` + context + `}`, `{"__type":"InvalidCiphertextException"}`},
		{"without the context", `{"CiphertextBlob":"` + blobs[key] + `"}`, `{"__type":"InvalidCiphertextException"}`},
		{"with another context", `{"CiphertextBlob":"` + blobs[key] + `","EncryptionContext":{"userpool-id":"q"}}`, `{"__type":"InvalidCiphertextException"}`},
		{"another ciphertext", `{"CiphertextBlob":"AAAA"}`, `{"__type":"InvalidCiphertextException"}`},
		{"without a ciphertext", `{}`, message("ValidationException", missing)},
		{"not base64", `{"CiphertextBlob":"§"}`, `{"__type":"SerializationException"}`},
		{"not JSON", `<a/>`, `{"__type":"SerializationException"}`},
		{"algorithm of another kind of key", `{"CiphertextBlob":"` + blobs[key] + `",` + context + `,"EncryptionAlgorithm":"RSAES_OAEP_SHA_1"}`, `{"__type":"InvalidKeyUsageException"}`},
		{"dry run", `{"CiphertextBlob":"` + blobs[key] + `",` + context + `,"DryRun":true}`, message("UnsupportedOperationException", "The emulator does not have the members DryRun and Recipient of Decrypt.")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := call(s, "TrentService.Decrypt", tt.body, nil)
			assert.Equal(t, tt.want, strings.TrimSpace(w.Body.String()))
			assert.Equal(t, "application/x-amz-json-1.1", w.Header().Get("Content-Type"))
			status := http.StatusOK
			if strings.Contains(tt.want, "__type") {
				status = http.StatusBadRequest
			}
			assert.Equal(t, status, w.Code)
		})
	}
}

func TestRejectedRequests(t *testing.T) {
	for _, tt := range []struct {
		name, target string
		keys         map[string]string
		change       func(*http.Request)
		want         string
	}{
		{"another operation", "TrentService.Encrypt", nil, nil, `{"__type":"UnknownOperationException","message":"The emulator has only the operation Decrypt of KMS, not \"Encrypt\"."}`},
		{"no operation", "", nil, nil, `{"__type":"UnknownOperationException","message":"The emulator has only the operation Decrypt of KMS, not \"\"."}`},
		{"no signature", "TrentService.Decrypt", nil, func(r *http.Request) { r.Header.Del("Authorization") }, `{"__type":"MissingAuthenticationTokenException","message":"Missing Authentication Token"}`},
		{"incomplete signature", "TrentService.Decrypt", nil, func(r *http.Request) {
			r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request, Signature=0")
		}, `{"__type":"IncompleteSignatureException",`},
		{"page", "TrentService.Decrypt", nil, func(r *http.Request) { r.Header.Set("Origin", "https://shop.example") }, `{"__type":"AccessDeniedException","message":"A web page sent this request,`},
		{"unknown access key", "TrentService.Decrypt", map[string]string{"AKIDEXAMPLE": "s"}, nil, `{"__type":"UnrecognizedClientException","message":"The security token included in the request is invalid."}`},
		{"another signature", "TrentService.Decrypt", map[string]string{"AKIACOGNITOTEST": "s"}, func(r *http.Request) { r.Header.Set("X-Amz-Date", "20261123T000000Z") }, `{"__type":"InvalidSignatureException",`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, blobs := newService(t)
			if tt.keys != nil {
				s.Signatures = &sigv4.Verifier{Secrets: tt.keys, Now: func() time.Time { return time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC) }}
			}
			w := call(s, tt.target, `{"CiphertextBlob":"`+blobs[key]+`","EncryptionContext":{"userpool-id":"p"}}`, tt.change)
			assert.Equal(t, http.StatusBadRequest, w.Code)
			assert.True(t, strings.HasPrefix(w.Body.String(), tt.want), w.Body.String())
			assert.Empty(t, w.Header().Get("Access-Control-Allow-Origin"))
		})
	}
}
