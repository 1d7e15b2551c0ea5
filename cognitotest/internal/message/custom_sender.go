package message

import (
	"encoding/base64"
	"html"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/encryptionsdk"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/kmskey"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// customSources maps the triggerSource of the custom message trigger to the sources of the custom
// sender triggers, by the delivery medium.
var customSources = map[string]map[string]string{
	userpool.MediumEmail: {
		trigger.CustomMessageSignUp:              trigger.CustomEmailSenderSignUp,
		trigger.CustomMessageAdminCreateUser:     trigger.CustomEmailSenderAdminCreateUser,
		trigger.CustomMessageResendCode:          trigger.CustomEmailSenderResendCode,
		trigger.CustomMessageForgotPassword:      trigger.CustomEmailSenderForgotPassword,
		trigger.CustomMessageUpdateUserAttribute: trigger.CustomEmailSenderUpdateUserAttribute,
		trigger.CustomMessageVerifyUserAttribute: trigger.CustomEmailSenderVerifyUserAttribute,
		trigger.CustomMessageAuthentication:      trigger.CustomEmailSenderAuthentication,
	},
	userpool.MediumSMS: {
		trigger.CustomMessageSignUp:              trigger.CustomSMSSenderSignUp,
		trigger.CustomMessageAdminCreateUser:     trigger.CustomSMSSenderAdminCreateUser,
		trigger.CustomMessageResendCode:          trigger.CustomSMSSenderResendCode,
		trigger.CustomMessageForgotPassword:      trigger.CustomSMSSenderForgotPassword,
		trigger.CustomMessageUpdateUserAttribute: trigger.CustomSMSSenderUpdateUserAttribute,
		trigger.CustomMessageVerifyUserAttribute: trigger.CustomSMSSenderVerifyUserAttribute,
		trigger.CustomMessageAuthentication:      trigger.CustomSMSSenderAuthentication,
	},
}

// kmsProvider and poolContext are the provider of the data key and the encryption context of a code,
// as in messages that live pools sent (awslabs/aws-sdk-rust#1250).
const (
	kmsProvider = "aws-kms"
	poolContext = "userpool-id"
)

// custom returns the record of a message that a custom sender sends, and the function that starts
// the custom sender. The function is nil if the pool has no custom sender for the delivery medium.
//
// The record has no texts, because the service composes none. The custom message trigger does not run
// (unspecified).
func (s *Sender) custom(n Notice) (m userpool.Message, start func(), err error) {
	m.Source = customSources[n.Medium][n.Source]
	if !trigger.Has(n.Pool, m.Source) {
		return userpool.Message{}, nil, nil
	}
	code, err := s.encrypt(n)
	if err != nil {
		return userpool.Message{}, nil, err
	}
	call := trigger.Call{Source: m.Source, Pool: n.Pool, ClientID: n.ClientID}
	start, err = s.Triggers.CustomSender(call, n.User, Attribute(n.Medium), n.To, code, n.Metadata)
	return m, start, err
}

// encrypt returns the code of a custom sender event: a message of the AWS Encryption SDK in base64,
// under the pool's KMS key. A temporary password is HTML-escaped (developer guide, "Custom sender
// Lambda triggers").
func (s *Sender) encrypt(n Notice) (string, error) {
	secret := n.Code
	if n.Source == trigger.CustomMessageAdminCreateUser {
		secret = html.EscapeString(secret)
	}
	arn := n.Pool.Triggers.KMSKeyARN
	wrap := func(dataKey []byte, encryptionContext map[string]string) (encryptionsdk.WrappedKey, error) {
		ciphertext, err := kmskey.Keys{Store: s.Store}.Encrypt(arn, dataKey, encryptionContext)
		return encryptionsdk.WrappedKey{Provider: kmsProvider, KeyID: arn, Ciphertext: ciphertext}, err
	}
	encrypted, err := encryptionsdk.Encrypt([]byte(secret), map[string]string{poolContext: n.Pool.ID}, wrap)
	return base64.StdEncoding.EncodeToString(encrypted), err
}
