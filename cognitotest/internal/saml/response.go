package saml

import (
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/beevik/etree"
	"github.com/crewjam/saml"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// maxResponse is the maximum length of a response in base64, in characters (developer guide, "The
// IdP SAML assertion endpoint").
const maxResponse = 100_000

// Assertion is the verified statement of a provider about a user.
type Assertion struct {
	User       userpool.SAMLUser
	Attributes map[string][]string
}

// InvalidResponse is the error for a response that the pool rejects, with the reason.
type InvalidResponse struct{ Reason string }

func (e *InvalidResponse) Error() string { return "Invalid SAML response received: " + e.Reason }

func invalid(format string, args ...any) error { return &InvalidResponse{fmt.Sprintf(format, args...)} }

// The reasons for invalid signatures: the first is observed (aws/aws-sdk-js-v3#6201), the second is
// in the developer guide, "Troubleshooting".
var (
	errAssertionSignature = invalid("SAML Assertion signature is invalid. ")
	errResponseSignature  = invalid("SAML Response signature is invalid")
)

// Verify checks a response in base64 and returns its assertion. requestID is the id of the request
// that it must answer, or "" for a response without a request. use records the id of an assertion
// until a time, and returns false if the id was used before. The error is an *InvalidResponse. Its
// texts are unspecified, except for signatures.
func (p *ServiceProvider) Verify(response, requestID string, use func(id string, until time.Time) bool) (Assertion, error) {
	if len(response) > maxResponse {
		return Assertion{}, invalid("the response is longer than %d characters", maxResponse)
	}
	text, err := base64.StdEncoding.DecodeString(response)
	if err != nil {
		return Assertion{}, invalid("the response is not base64")
	}
	sp, err := p.library()
	if err != nil {
		return Assertion{}, err
	}
	root, err := p.read(text, sp.AcsURL.String())
	if err != nil {
		return Assertion{}, err
	}
	sp.ReplayCache = replayCache(use)
	var requests []string
	if sp.AllowIDPInitiated = requestID == ""; !sp.AllowIDPInitiated {
		requests = []string{requestID}
	}
	assertion, err := sp.ParseXMLResponse(text, requests, sp.AcsURL)
	if err != nil {
		return Assertion{}, reason(err, root)
	}
	if err := p.checkExpiry(assertion); err != nil {
		return Assertion{}, err
	}
	return assertionOf(assertion)
}

// read parses a response and checks its form before any signature. A response has one assertion,
// encrypted or in the clear as the pool requires, no comment, and the address of the pool. The
// library accepts some other forms.
func (p *ServiceProvider) read(text []byte, address string) (*etree.Element, error) {
	document := etree.NewDocument()
	if err := document.ReadFromBytes(text); err != nil || document.Root() == nil {
		return nil, invalid("the response is not XML")
	}
	root := document.Root()
	wanted, other := "Assertion", "EncryptedAssertion"
	if p.Encrypted {
		wanted, other = other, wanted
	}
	assertions, others := elements(root, wanted), elements(root, other)
	switch {
	case hasComment(root):
		return nil, invalid("the response has a comment")
	case len(others) > 0 && p.Encrypted:
		return nil, invalid("the assertion is not encrypted")
	case len(others) > 0:
		return nil, invalid("the assertion is encrypted, and the provider does not have EncryptedResponses")
	case len(assertions) != 1:
		return nil, invalid("the response has %d assertions, not one", len(assertions))
	case root.SelectAttrValue("Destination", "") != address:
		return nil, invalid("the Destination is not %s", address)
	}
	return root, nil
}

// elements returns the elements of SAML assertions with a name, at any depth.
func elements(root *etree.Element, name string) []*etree.Element {
	return slices.DeleteFunc(root.FindElements(".//"+name), func(e *etree.Element) bool {
		return e.NamespaceURI() != "urn:oasis:names:tc:SAML:2.0:assertion"
	})
}

func hasComment(e *etree.Element) bool {
	return slices.ContainsFunc(e.Child, func(token etree.Token) bool {
		switch token := token.(type) {
		case *etree.Comment:
			return true
		case *etree.Element:
			return hasComment(token)
		default:
			return false
		}
	})
}

// reason returns the error for a response that the library rejects.
func reason(err error, root *etree.Element) error {
	if errors.Is(err, saml.ErrInvalidSignature) {
		signed := slices.ContainsFunc(root.ChildElements(), func(e *etree.Element) bool { return e.Tag == "Signature" })
		if signed {
			return errResponseSignature
		}
		return errAssertionSignature
	}
	return invalid("%s", unwrap(err))
}

// unwrap returns the reason in an error of the library, which hides it.
func unwrap(err error) error {
	if hidden, ok := errors.AsType[*saml.InvalidResponseError](err); ok {
		return hidden.PrivateErr
	}
	return err
}

// checkExpiry rejects an assertion at its NotOnOrAfter. The library accepts it for three more
// minutes (the tolerance of the service is unspecified).
func (p *ServiceProvider) checkExpiry(a *saml.Assertion) error {
	ends := []time.Time{a.Conditions.NotOnOrAfter}
	for _, confirmation := range a.Subject.SubjectConfirmations {
		if confirmation.SubjectConfirmationData != nil {
			ends = append(ends, confirmation.SubjectConfirmationData.NotOnOrAfter)
		}
	}
	if slices.ContainsFunc(ends, func(end time.Time) bool { return !end.IsZero() && !p.Now.Before(end) }) {
		return invalid("the assertion has expired")
	}
	return nil
}

// assertionOf returns the statements of an assertion of the library. A null value is an empty text.
func assertionOf(a *saml.Assertion) (Assertion, error) {
	id := a.Subject.NameID
	if id == nil || strings.TrimSpace(id.Value) == "" {
		return Assertion{}, invalid("the assertion has no NameID")
	}
	result := Assertion{Attributes: map[string][]string{}, User: userpool.SAMLUser{
		NameID: strings.TrimSpace(id.Value), Format: id.Format, NameQualifier: id.NameQualifier, SPNameQualifier: id.SPNameQualifier,
		SessionIndex: a.AuthnStatements[0].SessionIndex,
	}}
	for _, statement := range a.AttributeStatements {
		for _, attribute := range statement.Attributes {
			for _, value := range attribute.Values {
				result.Attributes[attribute.Name] = append(result.Attributes[attribute.Name], value.Value)
			}
		}
	}
	return result, nil
}

// replayCache records the ids of accepted assertions.
type replayCache func(id string, until time.Time) bool

// Consume records an id.
func (c replayCache) Consume(id string, until time.Time) error {
	if !c(id, until) {
		return saml.ErrAssertionReplayed
	}
	return nil
}
