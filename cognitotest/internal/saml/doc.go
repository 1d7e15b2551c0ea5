// Package saml is a user pool as a SAML 2.0 service provider: it reads the metadata of identity
// providers, makes requests to them, and verifies their responses (developer guide, "Using SAML
// identity providers with a user pool").
//
// The library crewjam/saml does the XML, the signatures and the decryption. This package adds the
// rules of the service. It neither requests metadata nor serves HTTP, and it has no state.
package saml
