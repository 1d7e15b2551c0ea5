// Package login signs a user in at the hosted pages of a Cognito user pool, as a browser does, and sends requests to
// the pool's OAuth 2.0 endpoints, as an application does.
//
// It is a black box client of URLs, forms, cookies and RFC 6749, for AWS and the emulator alike. It returns the raw
// token, revocation and userInfo responses, so that a caller asserts on the bytes that an application receives.
//
// It drives the classic hosted pages (managed login version 1), and those of managed login (version 2) as far as their
// forms work without a script; AWS supports no programmatic use of either version. It never requests the application's redirect URI, and no error of it holds a password, a token, a code or a
// secret.
package login
