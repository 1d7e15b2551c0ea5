// Package samltest is a SAML identity provider for the emulator's own tests. It writes messages as
// text in canonical form, and signs and encrypts them with the standard library, so that a test can
// change each byte. It shares no code with the emulator's SAML.
package samltest
