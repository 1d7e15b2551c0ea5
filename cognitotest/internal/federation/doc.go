// Package federation implements a user pool as the OAuth client of its identity providers. It
// redirects a browser to a provider, exchanges the returned code, and reads the claims of the
// user (developer guide, "OIDC user pool IdP authentication flow").
//
// It supports OpenID Connect and the OAuth 2.0 of social providers, but not SAML. The store
// decides to which account the claims belong and which attributes change.
package federation
