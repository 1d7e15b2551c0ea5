// Package login signs a person in through the hosted pages of a Cognito user pool the way a browser does, and speaks
// to the pool's OAuth 2.0 endpoints the way an application does.
//
// It is a black box client: it knows URLs, forms, cookies and RFC 6749, and nothing of who serves them. Token,
// revocation and userInfo answers come back raw, so a caller asserts on the bytes that an application would receive.
//
// It drives the classic hosted pages (managed login version 1), and those of managed login (version 2) as far as their
// forms work without a script; AWS supports no programmatic use of either version. It never requests the application's redirect URI, and no error of it holds a password, a token, a code or a
// secret.
package login
