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
)

// Triggers are a pool's Lambda triggers.
type Triggers struct {
	// Functions are the function ARNs of the members that have only an ARN, by member.
	Functions map[string]string
	// PreTokenVersioned is the function of PreTokenGenerationConfig, the newer form of
	// PreTokenGeneration. PreTokenVersion is its V1_0, V2_0 or V3_0.
	PreTokenVersioned string
	PreTokenVersion   string
	// CustomSenders are the functions that send the messages instead of the service.
	CustomSenders []string
	KMSKeyARN     string
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

// arns returns the ARN of every function.
func (t Triggers) arns() []string {
	list := slices.Concat(slices.Sorted(maps.Values(t.Functions)), t.CustomSenders)
	if t.PreTokenVersioned != "" {
		list = append(list, t.PreTokenVersioned)
	}
	return list
}
