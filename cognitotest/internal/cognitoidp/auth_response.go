package cognitoidp

import (
	"encoding/base64"
	"encoding/json"
	"maps"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// authenticationResult is the AuthenticationResultType of the API.
type authenticationResult struct {
	AccessToken       string
	ExpiresIn         int
	IDToken           string `json:"IdToken,omitempty"` // absent after a sign-in without the openid scope
	RefreshToken      string `json:",omitempty"`
	TokenType         string
	NewDeviceMetadata *newDeviceMetadata `json:",omitempty"`
}

type newDeviceMetadata struct{ DeviceKey, DeviceGroupKey string }

// authResponse is the response to a request of a sign-in. It has tokens or the next challenge.
type authResponse struct {
	AuthenticationResult *authenticationResult `json:",omitempty"`
	AvailableChallenges  []string              `json:",omitempty"`
	ChallengeName        string                `json:",omitempty"`
	Session              string                `json:",omitempty"`
	ChallengeParameters  map[string]string
}

func resultOf(set token.Set) *authenticationResult {
	return &authenticationResult{
		AccessToken: set.Access, ExpiresIn: int(set.ExpiresIn.Seconds()), IDToken: set.ID, RefreshToken: set.Refresh, TokenType: "Bearer",
	}
}

// responseOf encodes the outcome of a sign-in request as tokens or as a challenge.
func responseOf(outcome signin.Outcome, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	if step := outcome.Step; step != nil {
		return authResponse{
			AvailableChallenges: step.Available, ChallengeName: step.Name, Session: step.Session, ChallengeParameters: parametersOf(step),
		}, nil
	}
	result := resultOf(outcome.Result.Tokens)
	if device := outcome.Result.NewDevice; device != nil {
		result.NewDeviceMetadata = &newDeviceMetadata{DeviceKey: device.Key, DeviceGroupKey: device.GroupKey}
	}
	return authResponse{ChallengeParameters: map[string]string{}, AuthenticationResult: result}, nil
}

// parametersOf returns the ChallengeParameters of a step.
func parametersOf(step *signin.Step) map[string]string {
	switch step.Name {
	case signin.SelectChallenge:
		return map[string]string{}
	case signin.PasswordVerifier:
		return withExchange(step, map[string]string{"USERNAME": step.Username, "USER_ID_FOR_SRP": step.Username})
	case signin.DeviceSRPAuth:
		return map[string]string{"USERNAME": step.Username, "DEVICE_KEY": step.DeviceKey}
	case signin.DevicePasswordVerifier:
		return withExchange(step, map[string]string{"USERNAME": step.Username, "DEVICE_KEY": step.DeviceKey})
	case signin.CustomChallenge:
		parameters := map[string]string{"USERNAME": step.Username}
		maps.Copy(parameters, step.Public)
		return parameters
	case userpool.FactorPasskey:
		options, _ := json.Marshal(step.Passkey) // strings and numbers always encode
		return map[string]string{"CREDENTIAL_REQUEST_OPTIONS": string(options)}
	case userpool.StepNewPassword:
		return map[string]string{
			"USER_ID_FOR_SRP": step.Username, "requiredAttributes": requiredAttributesText(step.Missing), "userAttributes": userAttributesText(step.User),
		}
	}
	return factorParameters(step)
}

// withExchange adds the server's values of an SRP exchange: SALT and SRP_B in hexadecimal digits,
// SECRET_BLOCK in base64.
func withExchange(step *signin.Step, parameters map[string]string) map[string]string {
	parameters["SALT"], parameters["SRP_B"] = step.Salt.Text(16), step.PublicValue.Text(16)
	parameters["SECRET_BLOCK"] = base64.StdEncoding.EncodeToString(step.SecretBlock)
	return parameters
}

// factorParameters returns the ChallengeParameters of a second factor, or of a one-time code that
// replaces the password.
func factorParameters(step *signin.Step) map[string]string {
	parameters := map[string]string{}
	if step.AfterFirstFactor {
		parameters["USER_ID_FOR_SRP"] = step.Username
	}
	switch step.Name {
	case userpool.StepSelectMFA:
		parameters["MFAS_CAN_CHOOSE"] = listText(step.Choices)
	case userpool.StepMFASetup:
		parameters["MFAS_CAN_SETUP"] = listText(step.Choices)
	case userpool.StepSoftwareToken:
		if step.User.TOTP.Name != "" {
			parameters["FRIENDLY_DEVICE_NAME"] = step.User.TOTP.Name
		}
	}
	if d := step.Delivery; d != nil {
		parameters["CODE_DELIVERY_DELIVERY_MEDIUM"], parameters["CODE_DELIVERY_DESTINATION"] = d.Medium, d.Destination
	}
	return parameters
}

func requiredAttributesText(names []string) string {
	prefixed := []string{}
	for _, name := range names {
		prefixed = append(prefixed, "userAttributes."+name)
	}
	return listText(prefixed)
}

// userAttributesText returns a user's attributes except the sub, as a JSON object in a string.
func userAttributesText(user userpool.User) string {
	attributes := map[string]string{}
	for _, a := range user.Attributes {
		if a.Name != "sub" {
			attributes[a.Name] = a.Value
		}
	}
	text, _ := json.Marshal(attributes) // strings always encode
	return string(text)
}

// listText returns a list in the form of challenge parameters: a JSON array in a string.
func listText(list []string) string {
	text, _ := json.Marshal(list) // strings always encode
	return string(text)
}
