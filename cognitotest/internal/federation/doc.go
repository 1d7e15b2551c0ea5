// Package federation implements a user pool as the client of its identity providers. It redirects
// a browser to a provider, exchanges the returned code or reads the returned assertion, and
// returns the claims of the user (developer guide, "User pool sign-in with third party identity
// providers").
//
// It supports OpenID Connect, the OAuth 2.0 of social providers, and SAML. Package saml reads and
// verifies messages of SAML. The store decides to which account the claims belong and which
// attributes change.
package federation
