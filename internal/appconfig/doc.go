// Package appconfig writes the settings of a user pool and an app client in the configuration form of a library, so that
// an app reaches the emulator. It makes no request and stores nothing.
package appconfig
