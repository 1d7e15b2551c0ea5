// Package console is a front end of the emulator: pages under /_cognitotest/console/ of the plain
// endpoint, on which a developer sees pools, users, token families, messages and requests, and moves the
// clock.
//
// The pages only read. Their buttons call the Control API from a script, which sends the header that the
// API requires, so no form of another page can press them. The script also replaces what has changed,
// after an event of /_cognitotest/events.
//
// For an app, it shows the configurations of appconfig.
//
// A page contains no client secret, no code of a message and no token. The first two are sent when the
// user asks for one of them.
package console
