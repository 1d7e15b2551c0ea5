// Package control is a front end of the emulator: the Control API under /_cognitotest/ of the plain
// endpoint, with which tests in any language move the clock, read messages, and see and end token
// families.
//
// The API is the emulator's own, and no client of the service calls it. openapi.yaml describes each
// route, and a test compares the document with the routes and with their responses. To add a route,
// write its handler in a file of its own, a line in routes, and its path in openapi.yaml.
//
// Every program that can connect to the loopback address may use the API, except for web pages of another
// origin: see guard. The API never returns a client secret, a token or the cookie of a browser.
package control
