// Package oauth2 serves a pool's OAuth 2.0 and OpenID Connect endpoints: authorize, token,
// revoke, userInfo and register on the pool's domain, discovery and keys on the cognito-idp host.
//
// The token endpoint owns the phases of a token request. A grant receives an authenticated client
// that is allowed to use the grant, so a grant cannot omit a phase. Package hostedui serves the
// sign-in pages.
package oauth2
