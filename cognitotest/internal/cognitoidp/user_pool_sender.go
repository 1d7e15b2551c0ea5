package cognitoidp

import (
	"encoding/json"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

type emailConfiguration struct {
	EmailSendingAccount string
	SourceArn           string
	From                string
}

func (e emailConfiguration) record() userpool.EmailSender {
	return userpool.EmailSender{Account: e.EmailSendingAccount, SourceARN: e.SourceArn, From: e.From}
}

type smsConfiguration struct {
	SnsCallerArn string
	SnsRegion    string
	EumsSms      *struct{ CallerArn, Region string }
}

func (s *smsConfiguration) record() *userpool.SMSSender {
	if s == nil {
		return nil
	}
	sender := userpool.SMSSender{CallerARN: s.SnsCallerArn, Region: s.SnsRegion}
	if s.EumsSms != nil {
		sender.Messaging = &userpool.MessagingSender{CallerARN: s.EumsSms.CallerArn, Region: s.EumsSms.Region}
	}
	return &sender
}

type versionedLambda struct{ LambdaArn, LambdaVersion string }

// lambdaConfig has the ARNs of the Lambda triggers. The pool also keeps LambdaConfig as the client sent
// it.
type lambdaConfig struct {
	PreSignUp, PostConfirmation, PreAuthentication, PostAuthentication, CustomMessage, UserMigration string
	DefineAuthChallenge, CreateAuthChallenge, VerifyAuthChallengeResponse                            string
	PreTokenGeneration                                                                               string
	PreTokenGenerationConfig, CustomEmailSender, CustomSMSSender, InboundFederation                  versionedLambda
	KMSKeyID                                                                                         string
}

func (l lambdaConfig) record() userpool.Triggers {
	t := userpool.Triggers{
		Functions:         map[string]string{},
		PreTokenVersioned: l.PreTokenGenerationConfig.LambdaArn,
		PreTokenVersion:   l.PreTokenGenerationConfig.LambdaVersion,
		KMSKeyARN:         l.KMSKeyID,
	}
	for trigger, arn := range map[string]string{
		userpool.TriggerPreSignUp: l.PreSignUp, userpool.TriggerPostConfirmation: l.PostConfirmation,
		userpool.TriggerPreAuthentication: l.PreAuthentication, userpool.TriggerPostAuthentication: l.PostAuthentication,
		userpool.TriggerCustomMessage: l.CustomMessage, userpool.TriggerUserMigration: l.UserMigration,
		userpool.TriggerDefineAuthChallenge: l.DefineAuthChallenge, userpool.TriggerCreateAuthChallenge: l.CreateAuthChallenge,
		userpool.TriggerVerifyAuthChallenge: l.VerifyAuthChallengeResponse, userpool.TriggerPreTokenGeneration: l.PreTokenGeneration,
		userpool.TriggerCustomEmailSender: l.CustomEmailSender.LambdaArn, userpool.TriggerCustomSMSSender: l.CustomSMSSender.LambdaArn,
		userpool.TriggerInboundFederation: l.InboundFederation.LambdaArn,
	} {
		if arn != "" {
			t.Functions[trigger] = arn
		}
	}
	return t
}

// mirrorSettings completes pairs of an older and a newer member with the same meaning. If a request
// has only one of them, the service returns both (acceptance tests of the Terraform provider;
// cdk-preflight for the pre token generation trigger). The newer member has precedence.
func mirrorSettings(kept map[string][]byte) {
	mirrorMessages(kept)
	lambdas := decodeObject(kept["LambdaConfig"])
	older, _ := lambdas["PreTokenGeneration"].(string)
	newer, _ := lambdas["PreTokenGenerationConfig"].(map[string]any)
	switch {
	case newer != nil:
		lambdas["PreTokenGeneration"] = newer["LambdaArn"]
	case older != "":
		lambdas["PreTokenGenerationConfig"] = versionedLambda{older, "V1_0"}
	default:
		return
	}
	kept["LambdaConfig"], _ = json.Marshal(lambdas) // the values were decoded from JSON
}

// messageMembers maps older members of a pool to members of its VerificationMessageTemplate.
var messageMembers = map[string]string{
	"EmailVerificationMessage": "EmailMessage", "EmailVerificationSubject": "EmailSubject", "SmsVerificationMessage": "SmsMessage",
}

func mirrorMessages(kept map[string][]byte) {
	template := decodeObject(kept["VerificationMessageTemplate"])
	for older, newer := range messageMembers {
		if text, ok := template[newer]; ok {
			kept[older], _ = json.Marshal(text)
		} else if raw, ok := kept[older]; ok {
			template[newer] = json.RawMessage(raw)
		}
	}
	if len(template) > 0 {
		kept["VerificationMessageTemplate"], _ = json.Marshal(template)
	}
}

// decodeObject decodes a validated member. It returns an empty object for an absent member.
func decodeObject(raw []byte) map[string]any {
	decoded := map[string]any{}
	if raw != nil {
		_ = json.Unmarshal(raw, &decoded)
	}
	return decoded
}
