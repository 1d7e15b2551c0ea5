// Package checktest contains the fakes that the tests of the checks share: the API of a pool, the
// API of users, and a client at which users can sign in. It contains no test.
package checktest
