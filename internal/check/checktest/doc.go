// Package checktest has the fakes that the tests of the checks share: the API of a pool, the
// API of users, and a client that users can sign in at. It contains no test.
package checktest
