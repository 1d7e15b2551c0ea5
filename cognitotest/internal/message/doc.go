// Package message composes the messages of a user pool. It owns the templates, the changes by
// the custom message trigger, and the masked form of a destination. A sent message is a record
// of the store; nothing leaves the emulator.
package message
