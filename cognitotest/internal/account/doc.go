// Package account implements the actions on user accounts: sign-up, confirmation, password
// recovery, changes of attributes, verification of addresses. It owns the order of checks,
// Lambda triggers and messages. The store owns the rules of each step. The front ends share
// this package and check client secrets and access tokens themselves.
package account
