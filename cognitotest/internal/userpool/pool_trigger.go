package userpool

import (
	"maps"
	"slices"
)

// The triggers of a pool, by their member of LambdaConfig.
const (
	TriggerPreSignUp           = "PreSignUp"
	TriggerPostConfirmation    = "PostConfirmation"
	TriggerPreAuthentication   = "PreAuthentication"
	TriggerPostAuthentication  = "PostAuthentication"
	TriggerCustomMessage       = "CustomMessage"
	TriggerUserMigration       = "UserMigration"
	TriggerDefineAuthChallenge = "DefineAuthChallenge"
	TriggerCreateAuthChallenge = "CreateAuthChallenge"
	TriggerVerifyAuthChallenge = "VerifyAuthChallengeResponse"
	TriggerPreTokenGeneration  = "PreTokenGeneration"
	TriggerCustomEmailSender   = "CustomEmailSender"
	TriggerCustomSMSSender     = "CustomSMSSender"
	TriggerInboundFederation   = "InboundFederation"
)

// Triggers are a pool's Lambda triggers.
type Triggers struct {
	// Functions are the function ARNs of the members with one version of the event, by member.
	Functions map[string]string
	// PreTokenVersioned is the function of PreTokenGenerationConfig, the newer form of
	// PreTokenGeneration. PreTokenVersion is its V1_0, V2_0 or V3_0.
	PreTokenVersioned string
	PreTokenVersion   string
	// KMSKeyARN is the key that encrypts the codes for custom senders.
	KMSKeyARN string
}

// eventVersions maps the version in the pool's setting to the version of the trigger's event
// (developer guide, "Pre token generation Lambda trigger").
var eventVersions = map[string]string{"V2_0": "2", "V3_0": "3"}

// Function returns the ARN of the function that a trigger runs and the version of its event.
// The ARN is "" if the pool does not have the trigger.
func (t Triggers) Function(trigger string) (arn, version string) {
	if trigger == TriggerPreTokenGeneration && t.PreTokenVersioned != "" {
		if version, ok := eventVersions[t.PreTokenVersion]; ok {
			return t.PreTokenVersioned, version
		}
		return t.PreTokenVersioned, "1"
	}
	return t.Functions[trigger], "1"
}

// hasCustomSender reports whether a function sends emails or SMS instead of the service.
func (t Triggers) hasCustomSender() bool {
	return t.Functions[TriggerCustomEmailSender] != "" || t.Functions[TriggerCustomSMSSender] != ""
}

// arns returns the ARN of every function.
func (t Triggers) arns() []string {
	list := slices.Sorted(maps.Values(t.Functions))
	if t.PreTokenVersioned != "" {
		list = append(list, t.PreTokenVersioned)
	}
	return list
}
