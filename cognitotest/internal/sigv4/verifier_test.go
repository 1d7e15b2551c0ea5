package sigv4_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/sigv4"
)

const (
	keyID  = "AKIDEXAMPLE"
	secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
)

var now = time.Date(2026, 11, 24, 12, 30, 0, 0, time.UTC)

func verifier() *sigv4.Verifier {
	return &sigv4.Verifier{Secrets: map[string]string{keyID: secret}, Now: func() time.Time { return now }}
}

var want = sigv4.Expected{Service: "cognito-idp", Region: "eu-west-1", Skew: 5 * time.Minute}

// signed returns a request that the signer of the AWS SDK has signed, in the form in which a
// server receives it.
func signed(t require.TestingT, key, secret, service, region, url, body string, at time.Time, headers http.Header) *http.Request {
	r, err := http.NewRequest(http.MethodPost, url, strings.NewReader(body))
	require.NoError(t, err)
	maps.Copy(r.Header, headers)
	digest := sha256.Sum256([]byte(body))
	require.NoError(t, v4.NewSigner().SignHTTP(r.Context(), aws.Credentials{AccessKeyID: key, SecretAccessKey: secret}, r, hex.EncodeToString(digest[:]), service, region, at))
	got := httptest.NewRequest(http.MethodPost, r.URL.RequestURI(), strings.NewReader(body))
	got.Host, got.Header, got.ContentLength = r.URL.Host, r.Header, r.ContentLength
	return got
}

func simple(t require.TestingT) *http.Request {
	return signed(t, keyID, secret, "cognito-idp", "eu-west-1", "https://cognito-idp.eu-west-1.amazonaws.com/", `{"a":1}`, now, http.Header{"X-Amz-Target": {"Service.Action"}})
}

// The verifier accepts every request that the SDK's signer has signed, and rejects it with
// another body.
func TestSignaturesOfTheSDKAreAccepted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[ -~]{0,20}`)
		// No value has a slash: under one name the SDK for Go sorts values before it encodes them.
		query := rapid.StringMatching(`([a-z%+]{0,1}[a-z~*()]{1,5}=[A-Za-z0-9 _.~+*-]{0,8}&?){0,3}`).Draw(t, "query")
		path := rapid.StringMatching(`(/[A-Za-z0-9_.~ -]{1,6}){0,3}`).Draw(t, "path")
		escaper := strings.NewReplacer(" ", "%20", "%", "%25")
		body := text.Draw(t, "body")
		r := signed(t, keyID, secret, "cognito-idp", "eu-west-1", "https://localhost:4566"+escaper.Replace(path)+"?"+escaper.Replace(query), body,
			now.Add(time.Duration(rapid.IntRange(-299, 299).Draw(t, "skew"))*time.Second),
			http.Header{"X-Amz-Meta": {text.Draw(t, "header"), text.Draw(t, "header")}, "Content-Type": {"application/x-amz-json-1.1"}})
		require.NoError(t, verifier().Verify(r, []byte(body), want))
		require.Error(t, verifier().Verify(r, []byte(body+" "), want))
	})
}

const mismatch = "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."

// A name precedes a longer name that starts with it, although "=" sorts after "%".
func TestQueryIsSortedByName(t *testing.T) {
	t.Parallel()
	r := signed(t, keyID, secret, "cognito-idp", "eu-west-1", "https://localhost/?l%28=1&l=2&l=1", "", now, nil)
	require.NoError(t, verifier().Verify(r, nil, want))
}

func TestVerifyRejectsInvalidSignatures(t *testing.T) {
	at := func(key, secret, service, region string, at time.Time) func(*testing.T) *http.Request {
		return func(t *testing.T) *http.Request {
			return signed(t, key, secret, service, region, "https://cognito-idp.eu-west-1.amazonaws.com/", `{"a":1}`, at, nil)
		}
	}
	changed := func(change func(*http.Request)) func(*testing.T) *http.Request {
		return func(t *testing.T) *http.Request {
			r := simple(t)
			change(r)
			return r
		}
	}
	header := func(name, value string) func(*testing.T) *http.Request {
		return changed(func(r *http.Request) { r.Header.Set(name, value) })
	}
	rewritten := func(from, to string) func(*testing.T) *http.Request {
		return changed(func(r *http.Request) {
			r.Header.Set("Authorization", strings.Replace(r.Header.Get("Authorization"), from, to, 1))
		})
	}
	const undated = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261124/eu-west-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00"
	const token = "The security token included in the request is invalid."
	tests := []struct {
		name    string
		request func(*testing.T) *http.Request
		reason  sigv4.Reason
		message string
	}{
		{"no signature", changed(func(r *http.Request) { r.Header.Del("Authorization") }), sigv4.Missing, ""},
		{"another scheme", header("Authorization", "Basic YTpi"), sigv4.Missing, ""},
		{"only the algorithm", header("Authorization", "AWS4-HMAC-SHA256 x"), sigv4.Incomplete, "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization=AWS4-HMAC-SHA256 x"},
		{"no date", changed(func(r *http.Request) {
			r.Header.Del("X-Amz-Date")
			r.Header.Set("Authorization", undated)
		}), sigv4.Incomplete, "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=" + undated},
		{"invalid date", header("X-Amz-Date", "today"), sigv4.Incomplete, "Date must be in ISO-8601 'basic format'. Got 'today'. See http://en.wikipedia.org/wiki/ISO_8601"},
		{"short scope", rewritten("/cognito-idp/aws4_request", ""), sigv4.Incomplete, "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'AKIDEXAMPLE/20261124/eu-west-1'"},
		{"host not signed", rewritten(";host;", ";"), sigv4.Incomplete, "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."},
		{"unknown key", at("AKIDOTHER", secret, "cognito-idp", "eu-west-1", now), sigv4.UnknownKey, token},
		{"session token", header("X-Amz-Security-Token", "x"), sigv4.UnknownKey, token},
		{"another secret", at(keyID, "other", "cognito-idp", "eu-west-1", now), sigv4.Invalid, mismatch},
		{"another region", at(keyID, secret, "cognito-idp", "us-east-1", now), sigv4.Invalid, "Credential should be scoped to a valid region. "},
		{"another service", at(keyID, secret, "sts", "eu-west-1", now), sigv4.Invalid, "Credential should be scoped to correct service: 'cognito-idp'. "},
		{"too old", at(keyID, secret, "cognito-idp", "eu-west-1", now.Add(-301*time.Second)), sigv4.Invalid, "Signature expired: 20261124T122459Z is now earlier than 20261124T122500Z (20261124T123000Z - 5 min.)"},
		{"in the future", at(keyID, secret, "cognito-idp", "eu-west-1", now.Add(301*time.Second)), sigv4.Invalid, "Signature not yet current: 20261124T123501Z is still later than 20261124T123500Z (20261124T123000Z + 5 min.)"},
		{"scope of another day", rewritten("/20261124/", "/20261123/"), sigv4.Invalid, "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20261123' != '20261124', from '20261124T123000Z'."},
		{"signed header changed", header("X-Amz-Target", "Service.Other"), sigv4.Invalid, mismatch},
		{"another host", changed(func(r *http.Request) { r.Host = "localhost" }), sigv4.Invalid, mismatch},
		{"another method", changed(func(r *http.Request) { r.Method = http.MethodPut }), sigv4.Invalid, mismatch},
		{"another path", changed(func(r *http.Request) { r.URL.Path = "/x" }), sigv4.Invalid, mismatch},
		{"another query", changed(func(r *http.Request) { r.URL.RawQuery = "a=b" }), sigv4.Invalid, mismatch},
		{"signature with an additional digit", rewritten("Signature=", "Signature=0"), sigv4.Invalid, mismatch},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := tt.request(t)
			body, err := io.ReadAll(r.Body)
			require.NoError(t, err)
			var invalid *sigv4.Error
			require.ErrorAs(t, verifier().Verify(r, body, want), &invalid)
			assert.Equal(t, tt.message, invalid.Message)
			assert.Equal(t, tt.reason, invalid.Reason)
		})
	}
}

// If the host name has no region, the verifier accepts the region of the signature's scope.
func TestEmptyRegionAcceptsEveryRegion(t *testing.T) {
	r := simple(t)
	assert.NoError(t, verifier().Verify(r, []byte(`{"a":1}`), sigv4.Expected{Service: "cognito-idp", Skew: time.Minute}))
	r.Header.Set("X-Not-Signed", "x")
	assert.NoError(t, verifier().Verify(r, []byte(`{"a":1}`), want), "a proxy may add a header that is not signed")
}
