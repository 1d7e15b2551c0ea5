// Package federation is a user pool as the client of its identity providers: the way of
// a browser to a provider, the exchange of the code that it brings back, and what the
// provider says of the user (developer guide, "OIDC user pool IdP authentication flow").
//
// It knows OpenID Connect and what social providers do like it; SAML it does not. Whose
// account an answer is and what is written to it is the store's to say.
package federation
