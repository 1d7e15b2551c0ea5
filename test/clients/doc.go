// Package clients runs clients of other authors against the emulator: libraries and programs of npm, and the AWS CLI. Each
// runs as a process of its own, with production URLs, and finds the emulator by the environment for child processes.
// Scripts and tests exchange text and share no type with the emulator.
//
// The libraries for browser apps also run in Chromium, bundled, on the origin of an app, so that the browser enforces CORS.
// Scripts named *.page.mjs run in Chromium only. A script reaches its test by #channel.
//
// `npm ci` installs the clients of package-lock.json in this folder. Without the clients or Chromium their tests are
// skipped, unless COGNITOKIT_CLIENTS=required.
package clients
