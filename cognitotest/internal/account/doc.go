// Package account is what people do with their accounts: sign up, confirm, recover and
// change a password, verify an address. It owns the order of checks, functions and
// messages; the rules of each step are the store's. The front ends share it, and check
// client secrets and access tokens themselves.
package account
