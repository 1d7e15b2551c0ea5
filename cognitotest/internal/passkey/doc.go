// Package passkey registers passkeys and verifies their signatures (Web Authentication Level 3).
// It owns the options that a browser receives, the checks of its responses, and the origins that
// fit a relying party ID. Package userpool stores passkeys and challenges.
//
// The API and the hosted pages share the package: the API for registrations and for the flow
// USER_AUTH, the pages for the same two ceremonies in a browser.
package passkey
