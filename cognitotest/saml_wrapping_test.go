package cognitotest_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/samltest"
)

// A signature that covers another element than the one that the pool reads does not count. The cases are
// the eight forms of signature wrapping in "On Breaking SAML: Be Whoever You Want to Be" (Somorovsky and
// others, 2012): the attacker has a valid response for jo and adds an assertion for eve.
func TestWrappedSAMLSignaturesAreRejected(t *testing.T) {
	t.Parallel()
	s := start(t)
	f := newSAMLPool(t, s, samlSettings{})
	insert := func(text, before, added string) string { return strings.Replace(text, before, added+before, 1) }
	// parts are the pieces of the attacker's response. original is unsigned, and signature covers it.
	type parts struct {
		response, eve  *samltest.Response
		original, evil string // assertions
		signature      string // of the assertion original
		whole          string // the response with original, unsigned
	}
	object := func(signature, content string) string {
		return insert(signature, "</ds:Signature>", "<ds:Object>"+content+"</ds:Object>")
	}
	tests := []struct {
		name string
		wrap func(p parts) string
	}{
		{"signed response in the signature", func(p parts) string {
			signature := f.idp.Signature(p.whole, p.response.ID)
			return strings.Replace(p.eve.Around(p.evil), "{signature}", object(signature, p.whole), 1)
		}},
		{"signed response beside its signature", func(p parts) string {
			signature := f.idp.Signature(p.whole, p.response.ID)
			return strings.Replace(p.eve.Around(p.evil), "{signature}", p.whole+signature, 1)
		}},
		{"evil assertion before the signed one", func(p parts) string {
			signed := strings.Replace(p.response.Assertion(), "{signature}", p.signature, 1)
			return samltest.Unsigned(p.response.Around(p.evil + signed))
		}},
		{"signed assertion in the evil one", func(p parts) string {
			signed := strings.Replace(p.response.Assertion(), "{signature}", p.signature, 1)
			return samltest.Unsigned(p.response.Around(insert(p.evil, "</saml:Assertion>", signed)))
		}},
		{"signature in the evil assertion, original after it", func(p parts) string {
			evil := strings.Replace(p.eve.Assertion(), "{signature}", p.signature, 1)
			return samltest.Unsigned(p.response.Around(evil + p.original))
		}},
		{"signature with the original in the evil assertion", func(p parts) string {
			evil := strings.Replace(p.eve.Assertion(), "{signature}", insert(p.signature, "<ds:KeyInfo>", p.original), 1)
			return samltest.Unsigned(p.response.Around(evil))
		}},
		{"evil assertion in an extension", func(p parts) string {
			signed := strings.Replace(p.response.Assertion(), "{signature}", p.signature, 1)
			return samltest.Unsigned(p.response.Around("<samlp:Extensions>" + p.evil + "</samlp:Extensions>" + signed))
		}},
		{"original in an object of the signature", func(p parts) string {
			evil := strings.Replace(p.eve.Assertion(), "{signature}", object(p.signature, p.original), 1)
			return samltest.Unsigned(p.response.Around(evil))
		}},
		{"evil assertion with the id of the signed one", func(p parts) string {
			same := *p.eve
			same.AssertionID = p.response.AssertionID
			return samltest.Unsigned(p.response.Around(strings.Replace(same.Assertion(), "{signature}", p.signature, 1)))
		}},
		{"signature that covers nothing of the response", func(p parts) string {
			evil := strings.Replace(p.eve.Assertion(), "{signature}", p.signature, 1)
			return samltest.Unsigned(p.response.Around(evil))
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			visit := f.visit(t)
			p := parts{response: f.response(visit.requestID), eve: f.response(visit.requestID)}
			p.eve.NameID = "eve@example.com"
			p.original, p.evil = samltest.Unsigned(p.response.Assertion()), samltest.Unsigned(p.eve.Assertion())
			p.signature = f.idp.Signature(p.original, p.response.AssertionID)
			p.whole = samltest.Unsigned(p.response.Around(p.original))
			assert.Contains(t, description(t, visit.post(t, tt.wrap(p), visit.relayState)), "Invalid SAML response received: ")
		})
	}
	assert.Empty(t, f.usernames(t))
}
