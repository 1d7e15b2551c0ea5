// Package refreshcheck checks that a deployed user pool and its app clients sign
// people in and refresh their tokens as declared.
//
// A check is a value, [Check]: a file, a test, a page in docs/checks and a line in
// [All] or [Proofs]. Checks of settings only describe; those that are live sign in and
// refresh. None of them changes a setting, and none ends a session that it has not begun.
//
// Proofs are for a service of one's own, whose clock can be moved: they go to the second
// before and after an end, and end what their temporary user has.
package refreshcheck
