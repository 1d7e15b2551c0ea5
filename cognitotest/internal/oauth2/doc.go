// Package oauth2 serves a pool's OAuth 2.0 and OpenID Connect endpoints: authorize,
// token, revoke and userInfo on the pool's domain, discovery and keys on the
// cognito-idp host.
//
// The token endpoint owns the phases of a token request; a grant sees a client
// that is authenticated and allowed, and cannot forget a phase. The pages on which
// people sign in belong to package hostedui.
package oauth2
