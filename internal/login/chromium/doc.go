// Package chromium signs a person in with an installed Chromium or Chrome, for login
// pages that are an app in the browser: those of managed login.
//
// AWS supports no programmatic use of the login pages, and their markup may change.
// The package types into what a person would see, a field for the name and one for the
// password, and reads no page's structure beyond that. What the browser asks for is
// fetched by the client's own transport, so it reaches what the rest of the program
// reaches; the app's redirect URI is never requested.
package chromium
