package saml

import (
	"net/url"
	"time"

	"github.com/crewjam/saml"
	dsig "github.com/russellhaering/goxmldsig"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
)

// The paths of a pool's domain that receive the messages of SAML providers (developer guide, "User
// pool endpoints and managed login reference").
const (
	ResponsePath = "/saml2/idpresponse"
	LogoutPath   = "/saml2/logout"
)

// maxAge is the maximum age of an assertion (developer guide, "SAML session initiation": an
// IdP-initiated assertion that is older than six minutes is rejected). For other assertions it is
// unspecified.
const maxAge = 6 * time.Minute

// The library has this limit in a variable only. It is the same for all providers of the process.
func init() { saml.MaxIssueDelay = maxAge }

// ServiceProvider is a user pool as the service provider of one identity provider, at one time.
type ServiceProvider struct {
	PoolID   string
	Origin   string // of the pool's domain, such as https://orders.auth.us-east-1.amazoncognito.com
	Provider Metadata
	Keys     token.SAMLKeys
	// SignRequests adds a signature to sign-in requests (RequestSigningAlgorithm).
	SignRequests bool
	// Encrypted accepts only encrypted assertions. Otherwise only assertions in the clear are
	// accepted (unspecified).
	Encrypted bool
	Now       time.Time
}

// EntityID returns the id of a pool as a service provider (developer guide, "Things to know about
// SAML IdPs").
func EntityID(poolID string) string { return "urn:amazon:cognito:sp:" + poolID }

// library returns the service provider of the library. It rejects SHA-1 signatures, unknown
// conditions and expired metadata (unspecified).
func (p *ServiceProvider) library() (*saml.ServiceProvider, error) {
	origin, err := url.Parse(p.Origin)
	if err != nil {
		return nil, err
	}
	sp := &saml.ServiceProvider{
		EntityID: EntityID(p.PoolID), AcsURL: *origin.JoinPath(ResponsePath), SloURL: *origin.JoinPath(LogoutPath),
		IDPMetadata: p.Provider.entity, Clock: dsig.NewFakeClockAt(p.Now),
		Key: p.Keys.Signing, Certificate: p.Keys.Certificate, EncryptionKey: p.Keys.Decryption,
		LogoutSignatureMethod: dsig.RSASHA256SignatureMethod,
		RejectSHA1Signatures:  true, RejectUnknownConditions: true, RejectExpiredIDPMetadata: true,
	}
	if p.SignRequests {
		sp.SignatureMethod = dsig.RSASHA256SignatureMethod
	}
	return sp, nil
}

// AuthnRequest returns the address at the provider to which the pool redirects a browser for a
// sign-in: with a request of the given id, the relay state and, if it signs requests, a signature.
// The request has no NameIDPolicy (unspecified).
func (p *ServiceProvider) AuthnRequest(id, relayState string) (string, error) {
	sp, err := p.library()
	if err != nil {
		return "", err
	}
	request, err := sp.MakeAuthenticationRequest(p.Provider.SSOLocation(), saml.HTTPRedirectBinding, saml.HTTPPostBinding)
	if err != nil {
		return "", err
	}
	request.ID, request.NameIDPolicy, request.Issuer.Format = id, nil, ""
	location, err := request.Redirect(relayState, sp)
	if err != nil {
		return "", err
	}
	return location.String(), nil
}
