// Package message writes the messages of a user pool: which template a message has, what
// the custom message trigger makes of it, and how its destination is shown to others.
// A message that is sent is a record of the store; nothing leaves the stand-in.
package message
