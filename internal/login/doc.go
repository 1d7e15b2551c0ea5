// Package login signs a user in at the hosted pages of a Cognito user pool, as a browser does, and sends requests to
// the pool's OAuth 2.0 endpoints, as an application does.
//
// It is a black-box client: it knows only URLs, forms, cookies and RFC 6749, so it works with AWS and with the emulator.
// It returns the raw token, revocation and userInfo responses, so that callers can assert on the bytes that an
// application receives.
//
// It uses the classic hosted pages (managed login version 1), and the pages of managed login (version 2) as far as their
// forms work without a script. AWS does not support programmatic use of either version. The package never requests the
// application's redirect URI, and its errors never contain a password, a token, a code or a secret.
package login
