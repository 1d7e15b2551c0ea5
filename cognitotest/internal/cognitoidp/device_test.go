package cognitoidp_test

import (
	"crypto/sha256"
	"encoding/base64"
	"math/big"
	"strings"
	"testing"
	"time"

	cognitosrp "github.com/alexrudd/cognito-srp/v4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const (
	tracked         = `"DeviceConfiguration":{"ChallengeRequiredOnNewDevice":true,"DeviceOnlyRememberedOnUserPrompt":false}`
	trackedOnPrompt = `"DeviceConfiguration":{"ChallengeRequiredOnNewDevice":true,"DeviceOnlyRememberedOnUserPrompt":true}`
	trackedOnly     = `"DeviceConfiguration":{"ChallengeRequiredOnNewDevice":false,"DeviceOnlyRememberedOnUserPrompt":false}`
	deviceNotFound  = "Device does not exist."
	startDevice     = `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada","PASSWORD":"Str0ng!Pass","DEVICE_KEY":"{device}"}}`
	deviceChallenge = `{"ChallengeName":"DEVICE_SRP_AUTH","ChallengeParameters":{"USERNAME":"ada","DEVICE_KEY":"{device}"}}`
	devicePassword  = "device-secret"
)

// deviceVerifier derives the verifier that a client sends to ConfirmDevice, as the developer guide
// describes it. Numbers are big-endian and have a leading zero byte if their first bit is set.
func deviceVerifier(t *testing.T, group, key string) (verifier, salt string) {
	t.Helper()
	prime := srpPrime(t)
	saltBytes := []byte("0123456789abcdef")
	inner := sha256.Sum256([]byte(group + key + ":" + devicePassword))
	x := sha256.Sum256(append(saltBytes, inner[:]...))
	v := new(big.Int).Exp(big.NewInt(2), new(big.Int).SetBytes(x[:]), prime)
	return base64.StdEncoding.EncodeToString(append([]byte{0}, v.FillBytes(make([]byte, 384))...)), base64.StdEncoding.EncodeToString(saltBytes)
}

// confirmDevice confirms the device of the last sign-in.
func (s *server) confirmDevice(t *testing.T) map[string]any {
	t.Helper()
	verifier, salt := deviceVerifier(t, s.placeholders.Replace("{group}"), s.placeholders.Replace("{device}"))
	return s.ok(t, "ConfirmDevice", `{"AccessToken":"{access}","DeviceKey":"{device}","DeviceName":"Dart-device","DeviceSecretVerifierConfig":{"PasswordVerifier":"`+verifier+`","Salt":"`+salt+`"}}`)
}

// proveDevice responds to DEVICE_SRP_AUTH and returns the body of the response to
// DEVICE_PASSWORD_VERIFIER. It uses an SRP library that is independent of this project: its pool is the
// device group, its user is the device. If withSession is false, the requests have no Session, as with
// some clients.
func (s *server) proveDevice(t *testing.T, secret string, withSession bool) string {
	t.Helper()
	library, err := cognitosrp.NewCognitoSRP("ada", secret, "none_", s.placeholders.Replace("{client}"), nil)
	require.NoError(t, err)
	session := `"Session":"{session}",`
	if !withSession {
		session = ""
	}
	s.set("A", library.GetAuthParams()["SRP_A"])
	got := s.ok(t, "RespondToAuthChallenge", `{"ClientId":"{client}","ChallengeName":"DEVICE_SRP_AUTH",`+session+`"ChallengeResponses":{"USERNAME":"ada","DEVICE_KEY":"{device}","SRP_A":"{A}"}}`)
	assert.Equal(t, "DEVICE_PASSWORD_VERIFIER", got["ChallengeName"])
	s.set("session", got["Session"].(string))
	parameters := map[string]string{"USER_ID_FOR_SRP": s.placeholders.Replace("{group}{device}")}
	for name, value := range got["ChallengeParameters"].(map[string]any) {
		parameters[name] = value.(string)
	}
	claim, err := library.PasswordVerifierChallenge(parameters, s.Now())
	require.NoError(t, err)
	return `{"ClientId":"{client}","ChallengeName":"DEVICE_PASSWORD_VERIFIER",` + session + `"ChallengeResponses":{"USERNAME":"ada","DEVICE_KEY":"{device}","TIMESTAMP":"` + claim["TIMESTAMP"] +
		`","PASSWORD_CLAIM_SECRET_BLOCK":"` + claim["PASSWORD_CLAIM_SECRET_BLOCK"] + `","PASSWORD_CLAIM_SIGNATURE":"` + claim["PASSWORD_CLAIM_SIGNATURE"] + `"}}`
}

func TestRefreshRequiresConfirmedDevice(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, tracked)
	access, id := s.tokens(t, "InitiateAuth", startAda)
	assert.Regexp(t, `^us-east-1_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`, s.placeholders.Replace("{device}"))
	assert.Regexp(t, `^-[0-9A-Za-z]{8}$`, s.placeholders.Replace("{group}"))
	assert.Equal(t, s.placeholders.Replace("{device}"), access["device_key"])
	assert.NotContains(t, id, "device_key")

	const refresh = `{"ClientId":"{client}","AuthFlow":"REFRESH_TOKEN_AUTH","AuthParameters":{"REFRESH_TOKEN":"{refresh}","DEVICE_KEY":"{device}"}}`
	s.fails(t, "InitiateAuth", refresh, "NotAuthorizedException", "Invalid Refresh Token.") // not confirmed
	s.fails(t, "GetDevice", `{"AccessToken":"{access}","DeviceKey":"{device}"}`, "ResourceNotFoundException", deviceNotFound)
	s.fails(t, "ConfirmDevice", `{"AccessToken":"{access}","DeviceKey":"us-east-1_0a"}`, "InvalidParameterException", "Invalid device key given.")
	s.fails(t, "ConfirmDevice", `{"AccessToken":"{access}","DeviceKey":"{device}","DeviceSecretVerifierConfig":{"PasswordVerifier":"!","Salt":"AA=="}}`, "InvalidParameterException", "Invalid device secret verifier config.")
	assert.Equal(t, map[string]any{"UserConfirmationNecessary": false}, s.confirmDevice(t))
	s.fails(t, "ConfirmDevice", `{"AccessToken":"{access}","DeviceKey":"{device}"}`, "DeviceKeyExistsException", "Device already exists.")

	refreshed, _ := s.tokens(t, "InitiateAuth", refresh)
	assert.Equal(t, access["device_key"], refreshed["device_key"])
	s.fails(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"REFRESH_TOKEN_AUTH","AuthParameters":{"REFRESH_TOKEN":"{refresh}"}}`, "NotAuthorizedException", "Invalid Refresh Token.")
	s.fails(t, "GetTokensFromRefreshToken", `{"ClientId":"{client}","RefreshToken":"{refresh}"}`, "NotAuthorizedException", "Invalid Refresh Token.")
	s.ok(t, "GetTokensFromRefreshToken", `{"ClientId":"{client}","RefreshToken":"{refresh}","DeviceKey":"{device}"}`)
	s.ok(t, "ForgetDevice", `{"AccessToken":"{access}","DeviceKey":"{device}"}`)
	s.fails(t, "InitiateAuth", refresh, "NotAuthorizedException", "Invalid Refresh Token.")
	s.fails(t, "ForgetDevice", `{"AccessToken":"{access}","DeviceKey":"{device}"}`, "ResourceNotFoundException", deviceNotFound)
}

func TestPoolWithoutDeviceTrackingRejectsDeviceActions(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, "")
	access, _ := s.tokens(t, "InitiateAuth", strings.ReplaceAll(startDevice, "{device}", "us-east-1_0a"))
	assert.NotContains(t, access, "device_key")
	for _, action := range []string{"GetDevice", "ForgetDevice", "UpdateDeviceStatus", "ConfirmDevice"} {
		s.fails(t, action, `{"AccessToken":"{access}","DeviceKey":"us-east-1_0a"}`, "InvalidUserPoolConfigurationException", "User pool does not track devices.")
	}
}

// TestRememberedDeviceReplacesSecondFactor: the device challenge of a remembered device replaces the second
// factor.
func TestRememberedDeviceReplacesSecondFactor(t *testing.T) {
	for name, withSession := range map[string]bool{"with sessions": true, "without sessions, as in the example of the AWS SDK for Python": false} {
		t.Run(name, func(t *testing.T) {
			s := withAda(t, cognitotest.Config{}, tracked)
			s.mfa(t, "ON", smsFactor)
			s.ok(t, "InitiateAuth", startAda)
			got := s.ok(t, "InitiateAuth", startAda)
			s.set("session", got["Session"].(string))
			s.code(t)
			s.tokens(t, "RespondToAuthChallenge", respond("SMS_MFA", `"SMS_MFA_CODE":"{code}"`))
			s.confirmDevice(t)

			s.Advance(time.Minute)
			s.challenge(t, "InitiateAuth", startDevice, deviceChallenge)
			answer := s.proveDevice(t, devicePassword, withSession)
			result := s.ok(t, "RespondToAuthChallenge", answer)["AuthenticationResult"].(map[string]any)
			assert.NotContains(t, result, "NewDeviceMetadata")
			assert.Equal(t, s.placeholders.Replace("{device}"), claims(t, result["AccessToken"].(string))["device_key"])

			s.challenge(t, "InitiateAuth", startDevice, deviceChallenge)
			s.fails(t, "RespondToAuthChallenge", s.proveDevice(t, "another", withSession), "NotAuthorizedException", incorrect)
			s.challenge(t, "InitiateAuth", startAda, `{"ChallengeName":"SMS_MFA","ChallengeParameters":{"CODE_DELIVERY_DELIVERY_MEDIUM":"SMS","CODE_DELIVERY_DESTINATION":"+*******1234","USER_ID_FOR_SRP":"ada"}}`) // a request without DEVICE_KEY
		})
	}
}

// TestSecondFactorFollowsDeviceChallenge: in a pool whose remembered devices do not replace the second
// factor, both challenges follow the password.
func TestSecondFactorFollowsDeviceChallenge(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, trackedOnly)
	s.tokens(t, "InitiateAuth", startAda)
	s.confirmDevice(t)
	s.mfa(t, "ON", smsFactor)
	s.challenge(t, "InitiateAuth", startDevice, deviceChallenge)
	s.challenge(t, "RespondToAuthChallenge", s.proveDevice(t, devicePassword, true),
		`{"ChallengeName":"SMS_MFA","ChallengeParameters":{"CODE_DELIVERY_DELIVERY_MEDIUM":"SMS","CODE_DELIVERY_DESTINATION":"+*******1234","USER_ID_FOR_SRP":"ada"}}`)
	s.code(t)
	s.tokens(t, "RespondToAuthChallenge", respond("SMS_MFA", `"SMS_MFA_CODE":"{code}"`))
}

// TestDeviceIsRememberedAfterUserPrompt: in a pool with DeviceOnlyRememberedOnUserPrompt the emulator
// remembers a device after the user opted in, and only if the device has a secret.
func TestDeviceIsRememberedAfterUserPrompt(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, trackedOnPrompt)
	s.tokens(t, "InitiateAuth", startAda)
	assert.Equal(t, map[string]any{"UserConfirmationNecessary": true}, s.confirmDevice(t))
	s.tokens(t, "InitiateAuth", startDevice) // the device is confirmed, but not remembered
	s.ok(t, "UpdateDeviceStatus", `{"AccessToken":"{access}","DeviceKey":"{device}","DeviceRememberedStatus":"remembered"}`)
	s.challenge(t, "InitiateAuth", startDevice, deviceChallenge)
	s.ok(t, "AdminUpdateDeviceStatus", `{"UserPoolId":"{pool}","Username":"ada","DeviceKey":"{device}","DeviceRememberedStatus":"not_remembered"}`)
	s.tokens(t, "InitiateAuth", startDevice)

	s.tokens(t, "InitiateAuth", startAda) // a second device, without a secret
	s.ok(t, "ConfirmDevice", `{"AccessToken":"{access}","DeviceKey":"{device}"}`)
	s.ok(t, "UpdateDeviceStatus", `{"AccessToken":"{access}","DeviceKey":"{device}","DeviceRememberedStatus":"remembered"}`)
	s.tokens(t, "InitiateAuth", startDevice)
	assert.Len(t, s.ok(t, "ListDevices", `{"AccessToken":"{access}"}`)["Devices"], 2)
	first := s.ok(t, "AdminListDevices", `{"UserPoolId":"{pool}","Username":"ada","Limit":1}`)
	assert.Len(t, first["Devices"], 1)
	assert.NotEmpty(t, first["PaginationToken"])
}

// TestDeviceDescription compares a device with the members in the example of API_ListDevices.
func TestDeviceDescription(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, tracked)
	s.tokens(t, "InitiateAuth", startAda)
	s.confirmDevice(t)
	device := s.ok(t, "AdminGetDevice", `{"UserPoolId":"{pool}","Username":"ada","DeviceKey":"{device}"}`)["Device"].(map[string]any)
	for _, date := range []string{"DeviceCreateDate", "DeviceLastModifiedDate", "DeviceLastAuthenticatedDate"} {
		assert.InDelta(t, s.Now().Unix(), device[date], 30, date)
		delete(device, date)
	}
	pool, key := s.placeholders.Replace("{pool}"), s.placeholders.Replace("{device}")
	value := func(name, value string) any { return map[string]any{"Name": name, "Value": value} }
	assert.Equal(t, map[string]any{"DeviceKey": key, "DeviceAttributes": []any{
		value("device_status", "valid"), value("device_name", "Dart-device"),
		value("dev:device_arn", "arn:aws:cognito-idp:us-east-1:123456789012:owner/ada."+pool+"/device/"+key), value("dev:device_owner", "ada."+pool),
		value("last_ip_used", "127.0.0.1"), value("dev:device_remembered_status", "remembered"), value("dev:device_sdk", "aws-sdk-unknown-unknown"),
	}}, device)
	s.ok(t, "AdminForgetDevice", `{"UserPoolId":"{pool}","Username":"ada","DeviceKey":"{device}"}`)
	s.fails(t, "AdminGetDevice", `{"UserPoolId":"{pool}","Username":"ada","DeviceKey":"{device}"}`, "ResourceNotFoundException", deviceNotFound)
}

// TestForgottenDeviceIsRejectedAfterPassword: a client that still sends the key of a forgotten device gets
// an error after the right password. It then continues in the same session without the key
// (amazon-cognito-identity-js).
func TestForgottenDeviceIsRejectedAfterPassword(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, tracked)
	s.tokens(t, "InitiateAuth", startAda)
	s.confirmDevice(t)
	s.ok(t, "ForgetDevice", `{"AccessToken":"{access}","DeviceKey":"{device}"}`)
	s.fails(t, "InitiateAuth", startDevice, "ResourceNotFoundException", deviceNotFound)

	library, err := cognitosrp.NewCognitoSRP("ada", password, s.placeholders.Replace("{pool}"), s.placeholders.Replace("{client}"), nil)
	require.NoError(t, err)
	s.set("A", library.GetAuthParams()["SRP_A"])
	got := s.ok(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_SRP_AUTH","AuthParameters":{"USERNAME":"ada","SRP_A":"{A}","DEVICE_KEY":"{device}"}}`)
	parameters := map[string]string{}
	for name, value := range got["ChallengeParameters"].(map[string]any) {
		parameters[name] = value.(string)
	}
	claim, err := library.PasswordVerifierChallenge(parameters, s.Now())
	require.NoError(t, err)
	body := func(device string) string {
		return answerSRP(device + `"TIMESTAMP":"` + claim["TIMESTAMP"] + `","PASSWORD_CLAIM_SECRET_BLOCK":"` + claim["PASSWORD_CLAIM_SECRET_BLOCK"] + `","PASSWORD_CLAIM_SIGNATURE":"` + claim["PASSWORD_CLAIM_SIGNATURE"] + `"`)
	}
	s.fails(t, "RespondToAuthChallenge", body(`"DEVICE_KEY":"{device}",`), "ResourceNotFoundException", deviceNotFound)
	s.tokens(t, "RespondToAuthChallenge", body(""))
}
