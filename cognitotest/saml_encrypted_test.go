package cognitotest_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/samltest"
)

// With EncryptedResponses the pool accepts only assertions that are encrypted for its certificate.
func TestEncryptedSAMLResponses(t *testing.T) {
	t.Parallel()
	s := start(t)
	f := newSAMLPool(t, s, samlSettings{details: map[string]string{"EncryptedResponses": "true"}})
	signing, err := api(s, "us-east-1").GetSigningCertificate(t.Context(), &cognitoidentityprovider.GetSigningCertificateInput{UserPoolId: aws.String(f.poolID)})
	require.NoError(t, err)
	other := samltest.New(t)
	encrypted := func(certificate string) func(*samltest.Response) string {
		return func(r *samltest.Response) string {
			return samltest.Unsigned(r.Around(samltest.Encrypt(t, f.idp.Sign(r.Assertion(), r.AssertionID), certificate)))
		}
	}
	tests := []struct {
		name  string
		write func(*samltest.Response) string
		want  string // "" means that the response is accepted
	}{
		{"signed, then encrypted", encrypted(f.certificate), ""},
		{"encrypted in a signed response", func(r *samltest.Response) string {
			return f.idp.Sign(r.Around(samltest.Encrypt(t, samltest.Unsigned(r.Assertion()), f.certificate)), r.ID)
		}, ""},
		{"in the clear", f.idp.Signed, "the assertion is not encrypted"},
		{"in the clear in a signed response", func(r *samltest.Response) string {
			return f.idp.Sign(r.Around(samltest.Unsigned(r.Assertion())), r.ID)
		}, "the assertion is not encrypted"},
		{"encrypted and in the clear", func(r *samltest.Response) string {
			second := f.response(r.InResponseTo)
			return strings.Replace(encrypted(f.certificate)(r), "</samlp:Response>", f.idp.Sign(second.Assertion(), second.AssertionID)+"</samlp:Response>", 1)
		}, "the assertion is not encrypted"},
		{"not signed", func(r *samltest.Response) string {
			return samltest.Unsigned(r.Around(samltest.Encrypt(t, samltest.Unsigned(r.Assertion()), f.certificate)))
		}, "signature element not present"},
		{"signed by another key", func(r *samltest.Response) string {
			return samltest.Unsigned(r.Around(samltest.Encrypt(t, other.Sign(r.Assertion(), r.AssertionID), f.certificate)))
		}, "SAML Assertion signature is invalid. "},
		{"for the signing certificate", encrypted(*signing.Certificate), "failed to decrypt EncryptedAssertion"},
		{"for another certificate", encrypted(other.Certificate), "failed to decrypt EncryptedAssertion"},
		{"changed after the encryption", func(r *samltest.Response) string {
			text := encrypted(f.certificate)(r)
			at := strings.LastIndex(text, "<xenc:CipherValue>") + len("<xenc:CipherValue>") + 100
			changed := "A"
			if text[at] == 'A' {
				changed = "B"
			}
			return text[:at] + changed + text[at+1:]
		}, "failed to decrypt EncryptedAssertion"},
		{"for another audience", func(r *samltest.Response) string {
			r.Audience = "urn:amazon:cognito:sp:other"
			return encrypted(f.certificate)(r)
		}, "AudienceRestriction does not contain"},
		{"two assertions", func(r *samltest.Response) string {
			one := samltest.Encrypt(t, samltest.Unsigned(r.Assertion()), f.certificate)
			return f.idp.Sign(r.Around(one+one), r.ID)
		}, "the response has 2 assertions, not one"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			visit := f.visit(t)
			location := visit.post(t, tt.write(f.response(visit.requestID)), visit.relayState)
			if tt.want == "" {
				assert.Equal(t, "Corp_jo@example.com", f.exchangeCode(t, visit.browser, location)["cognito:username"])
				return
			}
			assert.Contains(t, description(t, location), "Invalid SAML response received: ")
			assert.Contains(t, description(t, location), tt.want)
		})
	}
}
