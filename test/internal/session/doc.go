// Package session signs users in on the hosted pages, redeems and refreshes tokens, and asserts the results: the raw JSON of
// the responses, the signatures and claims of the tokens with go-oidc, and the lifetimes and rotation in the output
// refresh_contract. It does not deploy anything.
package session
