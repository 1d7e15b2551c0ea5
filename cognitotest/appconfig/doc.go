// Package appconfig writes the settings of a user pool and an app client in the configuration form of a library, so that
// an app reaches the emulator. It makes no request and stores nothing.
//
// The console of the emulator and the command app-config use it. It is outside internal/ only for the command: its API may
// change with any release.
package appconfig
