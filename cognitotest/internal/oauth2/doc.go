// Package oauth2 serves a pool's OAuth 2.0 and OpenID Connect endpoints: authorize, token,
// revoke and userInfo on the pool's domain, discovery and keys on the cognito-idp host.
//
// The token endpoint owns the phases of a token request. A grant receives a client that is
// authenticated and allowed, so it cannot omit a phase. Package hostedui has the sign-in
// pages.
package oauth2
