// Package idp has the identity providers of federated sign-ins: a second user pool on the target of a test, which acts as a
// company's OpenID Connect provider, and a SAML provider on this machine.
package idp
