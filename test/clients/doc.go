// Package clients lets clients that nobody here wrote judge the stand-in: libraries and programs of npm, and the AWS CLI.
// Each runs as a process of its own, with production URLs, and finds the stand-in by the environment that it offers for
// child processes. What they are told and what they find wrong passes as text; they share no type with it.
//
// The libraries of apps in the browser run there too: in Chromium, bundled, on the origin of an app, which is not that of the
// service, so that CORS counts. Scripts that end in .page.mjs run in Chromium alone. A script finds its test by #channel.
//
// The clients of npm are those of package-lock.json: `npm ci` installs them beside this file. Without them their tests
// are skipped, as those in Chromium are without it, unless COGNITOKIT_CLIENTS=required.
package clients
