package sigv4_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/sigv4"
)

// FuzzVerify requires an error for any header and date, because only the owner of the secret
// can compute a valid signature.
func FuzzVerify(f *testing.F) {
	for _, header := range []string{
		"", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 ", "AWS4-HMAC-SHA256 =,=,=", "AWS4-HMAC-SHA256 Credential=,SignedHeaders=,Signature=",
		"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261124/eu-west-1/cognito-idp/aws4_request, SignedHeaders=host;x-amz-date, Signature=00",
		"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261124/eu-west-1/cognito-idp/aws4_request, SignedHeaders=host;host;;content-length, Signature=" + strings.Repeat("0", 64),
		"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261124/eu-west-1/cognito-idp/aws4_request, Credential=a/b/c/d/aws4_request, SignedHeaders=host, Signature=0",
		"AWS4-HMAC-SHA256 Credential=////aws4_request, SignedHeaders=host, Signature=0", "AWS4-ECDSA-P256-SHA256 Credential=a",
	} {
		for _, date := range []string{"", "20261124T123000Z", "00000101T000000Z", "99991231T235959Z", "20261124", "Tue, 24 Nov 2026 12:30:00 GMT"} {
			f.Add(header, date, "a=b&%zz")
		}
	}
	f.Fuzz(func(t *testing.T, header, date, query string) {
		r := httptest.NewRequest(http.MethodPost, "/", nil)
		r.URL.RawQuery = query
		r.Header = http.Header{"Authorization": {header}, "X-Amz-Date": {date}, "Date": {date}}
		err := verifier().Verify(r, nil, sigv4.Expected{Service: "cognito-idp", Region: "eu-west-1", Skew: time.Hour * 24 * 365 * 200})
		if invalid := (*sigv4.Error)(nil); !errors.As(err, &invalid) {
			t.Errorf("got %v for %q", err, header)
		}
	})
}
