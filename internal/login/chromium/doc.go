// Package chromium signs a user in with an installed Chromium or Chrome. It is for login
// pages that a script draws in the browser: the pages of managed login.
//
// AWS does not support programmatic use of the login pages, and their markup may change.
// The package types into the visible fields, one for the username and one for the password,
// and does not depend on any other structure of a page. The client's own transport fetches the
// browser's requests, so the browser uses the same proxy and certificates as the rest of the
// program. The app's redirect URI is never requested.
package chromium
