// Package session signs users in on the hosted pages, redeems and refreshes tokens, and asserts what comes back: the
// response on its raw JSON, the signatures and claims with go-oidc, and the client's behaviour against the output
// refresh_contract. It deploys nothing.
package session
