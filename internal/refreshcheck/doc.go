// Package refreshcheck checks that a deployed user pool and its app clients sign
// people in and refresh their tokens as declared.
//
// A check is a value, [Check]: a file, a test, a page in docs/checks and a line in
// [All]. Checks of settings only describe; those that are live sign in and refresh.
// None of them changes a setting, and none ends a session that it has not begun.
package refreshcheck
