// Package clients runs third-party clients against the emulator: libraries and programs of npm, and the AWS CLI. Each client
// runs in its own process, uses production URLs, and reaches the emulator through the environment variables for child
// processes. Scripts and tests exchange text and share no type with the emulator.
//
// The libraries for browser apps also run in Chromium, bundled, on the origin of an app, so that the browser enforces CORS.
// Scripts named *.page.mjs run only in Chromium. A script imports #channel to call its test. axe-core inspects the hosted pages
// themselves, and the HTML report of the command.
//
// `npm ci` installs the clients of package-lock.json in this folder. Without the clients or Chromium their tests are
// skipped, unless COGNITOKIT_CLIENTS=required.
package clients
