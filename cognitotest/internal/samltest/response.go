package samltest

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1" //nolint:gosec // the tests need a signature that the emulator rejects
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
	"time"
)

// Response has the values of a response with one assertion. A test changes them before it writes the
// response. An empty InResponseTo is omitted.
type Response struct {
	ID, AssertionID                     string
	Issuer, Audience, NameID            string
	Destination, Recipient              string
	InResponseTo, SubjectInResponseTo   string
	Issued, NotBefore, NotOnOrAfter     time.Time
	SubjectNotOnOrAfter, ResponseIssued time.Time
	Status                              string
	Attributes                          string // XML of attributes; see [Attribute]
}

// NewResponse returns a valid response for a user: from a provider to the address of a service
// provider, in answer to a request at a time.
func (p *Provider) NewResponse(audience, address, requestID, nameID string, now time.Time) *Response {
	return &Response{
		ID: "_" + rand.Text(), AssertionID: "_" + rand.Text(), Issuer: p.EntityID, Audience: audience, NameID: nameID,
		Destination: address, Recipient: address, InResponseTo: requestID, SubjectInResponseTo: requestID,
		Issued: now, ResponseIssued: now, NotBefore: now.Add(-time.Minute), NotOnOrAfter: now.Add(5 * time.Minute), SubjectNotOnOrAfter: now.Add(5 * time.Minute),
		Status:     "urn:oasis:names:tc:SAML:2.0:status:Success",
		Attributes: Attribute("mail", "jo@example.com"),
	}
}

// Attribute returns the XML of an attribute.
func Attribute(name string, values ...string) string {
	var b strings.Builder
	for _, value := range values {
		b.WriteString(`<saml:AttributeValue>` + value + `</saml:AttributeValue>`)
	}
	return `<saml:Attribute Name="` + name + `">` + b.String() + `</saml:Attribute>`
}

func instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

func inResponseTo(id string) string {
	if id == "" {
		return ""
	}
	return ` InResponseTo="` + id + `"`
}

// here marks the place of a signature in the text of an element.
const here = "{signature}"

// Assertion returns the text of the assertion without a signature, in exclusive canonical form. The
// place of the signature is marked.
func (r *Response) Assertion() string {
	return `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="` + r.AssertionID + `" IssueInstant="` + instant(r.Issued) + `" Version="2.0">` +
		`<saml:Issuer>` + r.Issuer + `</saml:Issuer>` + here +
		`<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">` + r.NameID + `</saml:NameID>` +
		`<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData` +
		inResponseTo(r.SubjectInResponseTo) + ` NotOnOrAfter="` + instant(r.SubjectNotOnOrAfter) + `" Recipient="` + r.Recipient +
		`"></saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject>` +
		`<saml:Conditions NotBefore="` + instant(r.NotBefore) + `" NotOnOrAfter="` + instant(r.NotOnOrAfter) + `">` +
		`<saml:AudienceRestriction><saml:Audience>` + r.Audience + `</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
		`<saml:AuthnStatement AuthnInstant="` + instant(r.Issued) + `" SessionIndex="session-1"><saml:AuthnContext>` +
		`<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>` +
		`<saml:AttributeStatement>` + r.Attributes + `</saml:AttributeStatement></saml:Assertion>`
}

// Around returns the text of a response around an assertion. The place of the signature is marked.
func (r *Response) Around(assertion string) string {
	return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" Destination="` + r.Destination + `" ID="` + r.ID + `"` +
		inResponseTo(r.InResponseTo) + ` IssueInstant="` + instant(r.ResponseIssued) + `" Version="2.0">` +
		`<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">` + r.Issuer + `</saml:Issuer>` + here +
		`<samlp:Status><samlp:StatusCode Value="` + r.Status + `"></samlp:StatusCode></samlp:Status>` + assertion + `</samlp:Response>`
}

// Unsigned removes the mark of a signature.
func Unsigned(element string) string { return strings.Replace(element, here, "", 1) }

// Sign puts an enveloped signature with RSA and SHA-256 into an element with an id.
func (p *Provider) Sign(element, id string) string {
	return strings.Replace(element, here, p.Signature(Unsigned(element), id), 1)
}

// SignSHA1 is [Provider.Sign] with SHA-1.
func (p *Provider) SignSHA1(element, id string) string {
	digest := sha1.Sum([]byte(Unsigned(element))) //nolint:gosec // the emulator must reject it
	info := signedInfo(id, "http://www.w3.org/2000/09/xmldsig#sha1", "http://www.w3.org/2000/09/xmldsig#rsa-sha1", digest[:])
	hashed := sha1.Sum([]byte(info)) //nolint:gosec // the emulator must reject it
	return strings.Replace(element, here, p.signature(info, crypto.SHA1, hashed[:]), 1)
}

// Signature returns a signature of an element with an id, which is in canonical form.
func (p *Provider) Signature(element, id string) string {
	digest := sha256.Sum256([]byte(element))
	info := signedInfo(id, "http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", digest[:])
	hashed := sha256.Sum256([]byte(info))
	return p.signature(info, crypto.SHA256, hashed[:])
}

// signedInfo returns a SignedInfo in exclusive canonical form.
func signedInfo(id, digestMethod, signatureMethod string, digest []byte) string {
	return `<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">` +
		`<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:CanonicalizationMethod>` +
		`<ds:SignatureMethod Algorithm="` + signatureMethod + `"></ds:SignatureMethod>` +
		`<ds:Reference URI="#` + id + `"><ds:Transforms>` +
		`<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"></ds:Transform>` +
		`<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:Transform></ds:Transforms>` +
		`<ds:DigestMethod Algorithm="` + digestMethod + `"></ds:DigestMethod>` +
		`<ds:DigestValue>` + base64.StdEncoding.EncodeToString(digest) + `</ds:DigestValue></ds:Reference></ds:SignedInfo>`
}

func (p *Provider) signature(info string, hash crypto.Hash, hashed []byte) string {
	value, err := rsa.SignPKCS1v15(nil, p.Key, hash, hashed)
	if err != nil {
		panic(fmt.Sprintf("samltest: %s", err)) // only for a key that is too short
	}
	return `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">` + info +
		`<ds:SignatureValue>` + base64.StdEncoding.EncodeToString(value) + `</ds:SignatureValue>` +
		`<ds:KeyInfo><ds:X509Data><ds:X509Certificate>` + p.Certificate + `</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>`
}

// Signed returns the text of the response with a signed assertion.
func (p *Provider) Signed(r *Response) string {
	return Unsigned(r.Around(p.Sign(r.Assertion(), r.AssertionID)))
}
