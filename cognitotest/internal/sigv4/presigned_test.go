package sigv4_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/sigv4"
)

const objectURL = "https://uploads.example.com/123456789012/eu-west-1_AbCdEfGhI/import-mAgUtd8PMm"

// presignedBySDK returns the URL that the AWS SDK presigns for a PUT request with a header.
func presignedBySDK(t *testing.T) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPut, objectURL+"?X-Amz-Expires=899", nil)
	require.NoError(t, err)
	r.Header.Set("X-Amz-Server-Side-Encryption", "aws:kms")
	signer := v4.NewSigner(func(o *v4.SignerOptions) { o.DisableURIPathEscaping = true })
	signedURL, _, err := signer.PresignHTTP(t.Context(), aws.Credentials{AccessKeyID: keyID, SecretAccessKey: secret}, r, "UNSIGNED-PAYLOAD", "s3", "eu-west-1", now)
	require.NoError(t, err)
	return signedURL
}

// TestSignedURLEqualsTheURLOfTheSDK compares the two URLs by their parameters, one of which is the signature.
func TestSignedURLEqualsTheURLOfTheSDK(t *testing.T) {
	t.Parallel()
	target, err := url.Parse(objectURL)
	require.NoError(t, err)
	got, err := url.Parse(sigv4.Key{ID: keyID, Secret: secret}.SignedURL(sigv4.Presigned{
		Method: http.MethodPut, URL: target, Header: http.Header{"X-Amz-Server-Side-Encryption": {"aws:kms"}},
		Region: "eu-west-1", Service: "s3", At: now, Lifetime: 899 * time.Second,
	}))
	require.NoError(t, err)
	want, err := url.Parse(presignedBySDK(t))
	require.NoError(t, err)
	assert.Equal(t, want.Query(), got.Query())
	assert.Equal(t, want.Path, got.Path)
}

func TestVerifyURL(t *testing.T) {
	t.Parallel()
	signedURL := presignedBySDK(t)
	for _, tt := range []struct {
		name   string
		at     time.Duration
		key    sigv4.Key
		header string
		want   error
	}{
		{"at once", 0, sigv4.Key{ID: keyID, Secret: secret}, "aws:kms", nil},
		{"in the last second", 898 * time.Second, sigv4.Key{ID: keyID, Secret: secret}, "aws:kms", nil},
		{"expired", 899 * time.Second, sigv4.Key{ID: keyID, Secret: secret}, "aws:kms", &sigv4.Error{Reason: sigv4.Expired}},
		{"another secret", 0, sigv4.Key{ID: keyID, Secret: secret + "x"}, "aws:kms", &sigv4.Error{Reason: sigv4.Invalid}},
		{"another key", 0, sigv4.Key{ID: keyID + "X", Secret: secret}, "aws:kms", &sigv4.Error{Reason: sigv4.Invalid}},
		{"another value of the signed header", 0, sigv4.Key{ID: keyID, Secret: secret}, "AES256", &sigv4.Error{Reason: sigv4.Invalid}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(http.MethodPut, signedURL, nil)
			r.Header.Set("X-Amz-Server-Side-Encryption", tt.header)
			assert.Equal(t, tt.want, tt.key.VerifyURL(r, "s3", now.Add(tt.at)))
		})
	}
	other := httptest.NewRequest(http.MethodGet, signedURL, nil)
	other.Header.Set("X-Amz-Server-Side-Encryption", "aws:kms")
	assert.Equal(t, &sigv4.Error{Reason: sigv4.Invalid}, sigv4.Key{ID: keyID, Secret: secret}.VerifyURL(other, "s3", now), "another method")
}

// FuzzVerifyURL requires an error for any query, because only the owner of the secret can compute a signature.
func FuzzVerifyURL(f *testing.F) {
	f.Add("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE/20261124/eu-west-1/s3/aws4_request&X-Amz-Date=20261124T123000Z&X-Amz-Expires=899&X-Amz-SignedHeaders=host&X-Amz-Signature=00")
	f.Add("X-Amz-Signature=&X-Amz-Credential=////&X-Amz-Date=99991231T235959Z&X-Amz-Expires=-1")
	f.Add("%zz")
	f.Fuzz(func(t *testing.T, query string) {
		r := httptest.NewRequest(http.MethodPut, "/", nil)
		r.URL.RawQuery = query
		err := sigv4.Key{ID: keyID, Secret: secret}.VerifyURL(r, "s3", now)
		if invalid := (*sigv4.Error)(nil); !errors.As(err, &invalid) {
			t.Errorf("got %v for %q", err, query)
		}
	})
}
