// Package encryptionsdk writes messages in the format of the AWS Encryption SDK (AWS Encryption
// SDK Developer Guide, "AWS Encryption SDK message format reference").
//
// It writes the one kind of message in which Amazon Cognito sends codes to custom senders: version
// 1, algorithm suite 0x0378, one data key, one frame. It does not read messages; the clients do.
package encryptionsdk
