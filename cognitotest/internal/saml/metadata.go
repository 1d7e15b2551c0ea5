package saml

import (
	"crypto/x509"
	"encoding/base64"
	"strings"
	"time"

	"github.com/crewjam/saml"
	"github.com/crewjam/saml/samlsp"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// maxCertificate is the maximum length of a signing certificate in metadata, in characters
// (developer guide, "Things to know about SAML IdPs").
const maxCertificate = 4096

// Metadata is the metadata document of an identity provider.
type Metadata struct {
	entity *saml.EntityDescriptor
}

// Read reads a metadata document. The error is an InvalidParameterException (its text is observed:
// ory/mocksaml#103).
func Read(document string) (Metadata, error) {
	entity, err := samlsp.ParseMetadata([]byte(document))
	if err != nil {
		return Metadata{}, apierror.InvalidParameter("Unable to unmarshall metadata")
	}
	return Metadata{entity}, nil
}

// Configure reads a document that an administrator configures at a time. It also rejects a provider
// that cannot sign users in: one without a redirect address (the text is observed:
// ssoready/dummyidp#10), and one without a valid signing certificate (developer guide, "Things to
// know about SAML IdPs"; the other texts are unspecified).
func Configure(document string, now time.Time) (Metadata, error) {
	m, err := Read(document)
	switch {
	case err != nil:
		return Metadata{}, err
	case m.entity.EntityID == "":
		return Metadata{}, apierror.InvalidParameter("No entityID found in metadata.")
	case m.SSOLocation() == "":
		return Metadata{}, apierror.InvalidParameter("No SingleSignOn Http redirect binding location found in metadata.")
	case m.Expired(now):
		return Metadata{}, apierror.InvalidParameter("Metadata has expired.")
	}
	return m, m.checkCertificates(now)
}

// checkCertificates rejects metadata whose signing certificates are missing, expired or too long.
func (m Metadata) checkCertificates(now time.Time) error {
	var found bool
	for _, role := range m.entity.IDPSSODescriptors {
		for _, key := range role.KeyDescriptors {
			if key.Use == "encryption" {
				continue
			}
			for _, c := range key.KeyInfo.X509Data.X509Certificates {
				found = true
				if err := checkCertificate(strings.Join(strings.Fields(c.Data), ""), now); err != nil {
					return err
				}
			}
		}
	}
	if !found {
		return apierror.InvalidParameter("No signing certificate found in metadata.")
	}
	return nil
}

func checkCertificate(text string, now time.Time) error {
	if len(text) > maxCertificate {
		return apierror.InvalidParameter("A signing certificate in metadata is longer than %d characters.", maxCertificate)
	}
	der, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return apierror.InvalidParameter("A signing certificate in metadata is not valid.")
	}
	certificate, err := x509.ParseCertificate(der)
	switch {
	case err != nil:
		return apierror.InvalidParameter("A signing certificate in metadata is not valid.")
	case now.After(certificate.NotAfter):
		return apierror.InvalidParameter("A signing certificate in metadata has expired.")
	}
	return nil
}

// EntityID returns the id of the provider, which is the issuer of its messages.
func (m Metadata) EntityID() string { return m.entity.EntityID }

// SSOLocation returns the address for sign-in requests by redirect, or "".
func (m Metadata) SSOLocation() string {
	return (&saml.ServiceProvider{IDPMetadata: m.entity}).GetSSOBindingLocation(saml.HTTPRedirectBinding)
}

// SLOLocation returns the address for logout requests by redirect, or "".
func (m Metadata) SLOLocation() string {
	return (&saml.ServiceProvider{IDPMetadata: m.entity}).GetSLOBindingLocation(saml.HTTPRedirectBinding)
}

// Expired reports whether the document's validUntil has passed.
func (m Metadata) Expired(now time.Time) bool {
	return !m.entity.ValidUntil.IsZero() && !now.Before(m.entity.ValidUntil)
}
