package signin_test

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// deviceClient returns a client with the secret of a device. The identity of a device is its group key and its key.
func deviceClient(t *testing.T, device userpool.Device, secret string) *srpClient {
	t.Helper()
	return newSRPClient(t, "none_", device.GroupKey+device.Key, secret)
}

// answerAt answers a step at a device.
func (f *fixture) answerAt(device string, step *signin.Step, a signin.Answer) (signin.Outcome, error) {
	request := f.request("jo")
	request.DeviceKey = device
	return f.service.Answer(f.t.Context(), request, step.Session, a)
}

// mustAnswerAt answers a step at a device and returns the next step.
func (f *fixture) mustAnswerAt(device string, step *signin.Step, a signin.Answer) *signin.Step {
	f.t.Helper()
	outcome, err := f.answerAt(device, step, a)
	require.NoError(f.t, err)
	require.NotNil(f.t, outcome.Step)
	return outcome.Step
}

// proveDevice answers the two challenges of a device.
func (f *fixture) proveDevice(device userpool.Device, step *signin.Step, secret string) (signin.Outcome, error) {
	f.t.Helper()
	require.Equal(f.t, signin.DeviceSRPAuth, step.Name)
	client := deviceClient(f.t, device, secret)
	step = f.mustAnswerAt(device.Key, step, signin.DeviceSRP{PublicValue: client.publicValue()})
	require.Equal(f.t, signin.DevicePasswordVerifier, step.Name)
	return f.answerAt(device.Key, step, signin.DeviceClaim{Claim: client.claim(step)})
}

// mustBeginAt begins a sign-in with a password at a device.
func (f *fixture) mustBeginAt(device string) *signin.Step {
	f.t.Helper()
	outcome, err := f.beginAt(device)
	require.NoError(f.t, err)
	require.NotNil(f.t, outcome.Step)
	return outcome.Step
}

const (
	invalidDevice = "InvalidParameterException: Invalid device key given."
	noDevice      = "ResourceNotFoundException: Device does not exist."
)

func TestDeviceProvesItsSecret(t *testing.T) {
	t.Parallel()
	f, device := newDeviceFixture(t, "PreTokenGeneration")
	step := f.mustBeginAt(device.Key)
	assert.Equal(t, []string{"jo", "jo"}, []string{step.Username, step.User.Username})
	client := deviceClient(t, device, "secret")
	step = f.mustAnswerAt(device.Key, step, signin.DeviceSRP{PublicValue: client.publicValue()})
	assert.Equal(t, []string{signin.DevicePasswordVerifier, "jo", device.Key}, []string{step.Name, step.Username, step.DeviceKey})
	assert.Len(t, step.SecretBlock, 64)
	assert.Equal(t, device.Secret.Salt, step.Salt)
	outcome, err := f.answerAt(device.Key, step, signin.DeviceClaim{Claim: client.claim(step)})
	f.requireSignedIn(outcome, err)
	assert.Nil(t, outcome.Result.NewDevice)
	assert.Equal(t, device.Key, deviceOf(t, outcome.Result.Tokens.Access))
	assert.Equal(t, []string{"TokenGeneration_AuthenticateDevice"}, f.triggers())
}

// deviceOf returns the claim device_key of an access token, or nil.
func deviceOf(t *testing.T, access string) any {
	t.Helper()
	payload, err := base64.RawURLEncoding.DecodeString(strings.Split(access, ".")[1])
	require.NoError(t, err)
	var claims map[string]any
	require.NoError(t, json.Unmarshal(payload, &claims))
	return claims["device_key"]
}

// The tokens of a sign-in without a device belong to a new one, if the pool tracks devices. A sign-in on a page has none.
func TestNewDevice(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ tracks, onPage, want bool }{{false, false, false}, {false, true, false}, {true, false, true}, {true, true, false}} {
		f := newFixture(t, tt.onPage, "PostAuthentication")
		if tt.tracks {
			f.change(func(p *userpool.Pool) { p.Devices = &userpool.DeviceTracking{} })
		}
		outcome, err := f.begin("jo", signin.Password{Password: password})
		f.requireSignedIn(outcome, err)
		assert.Equal(t, tt.want, outcome.Result.NewDevice != nil)
		assert.Equal(t, tt.want, f.last[postAuthentication]["newDeviceUsed"])
		switch {
		case tt.want:
			assert.Equal(t, outcome.Result.NewDevice.Key, deviceOf(t, outcome.Result.Tokens.Access))
		case !tt.onPage:
			assert.Nil(t, deviceOf(t, outcome.Result.Tokens.Access))
		}
	}
}

func TestDeviceProofWithoutASession(t *testing.T) {
	t.Parallel()
	f, device := newDeviceFixture(t)
	client := deviceClient(t, device, "secret")
	f.mustBeginAt(device.Key)
	step := f.mustAnswerAt(device.Key, &signin.Step{}, signin.DeviceSRP{PublicValue: client.publicValue()})
	claim := client.claim(step)
	_, err := f.answerAt(device.Key, &signin.Step{}, signin.PasswordClaim{Claim: claim})
	require.EqualError(t, err, incorrect, "the secret block belongs to another challenge")
	f.requireSignedIn(f.answerAt(device.Key, &signin.Step{}, signin.DeviceClaim{Claim: claim}))
}

func TestWrongDeviceSecret(t *testing.T) {
	t.Parallel()
	f, device := newDeviceFixture(t)
	outcome, err := f.proveDevice(device, f.mustBeginAt(device.Key), "wrong")
	require.EqualError(t, err, incorrect)
	assert.Equal(t, signin.Outcome{}, outcome)
}

func TestDeviceRejectsAnInvalidPublicValue(t *testing.T) {
	t.Parallel()
	f, device := newDeviceFixture(t)
	outcome, err := f.answerAt(device.Key, f.mustBeginAt(device.Key), signin.DeviceSRP{PublicValue: "xyz"})
	require.EqualError(t, err, "InvalidParameterException: Invalid SRP_A value")
	assert.Equal(t, signin.Outcome{}, outcome)
}

// Both answers of a device must name it, and it must still be remembered.
func TestDeviceThatCannotAuthenticate(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, key string
		change    func(*fixture, userpool.Device)
		want      string
	}{
		{"another device", "us-east-1_another", nil, invalidDevice},
		{"no device", "", nil, invalidDevice},
		{"forgotten", "", func(f *fixture, d userpool.Device) {
			require.NoError(f.t, f.store.ForgetDevice(f.pool.ID, "jo", d.Key))
		}, noDevice},
		{"not remembered", "", func(f *fixture, d userpool.Device) {
			_, err := f.store.RememberDevice(f.pool.ID, "jo", d.Key, false)
			require.NoError(f.t, err)
		}, noDevice},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, device := newDeviceFixture(t)
			client := deviceClient(t, device, "secret")
			first := f.mustBeginAt(device.Key)
			second := f.mustAnswerAt(device.Key, f.mustBeginAt(device.Key), signin.DeviceSRP{PublicValue: client.publicValue()})
			key := tt.key
			if tt.change != nil {
				tt.change(f, device)
				key = device.Key
			}
			for step, answer := range map[*signin.Step]signin.Answer{first: signin.DeviceSRP{PublicValue: client.publicValue()}, second: signin.DeviceClaim{Claim: client.claim(second)}} {
				outcome, err := f.answerAt(key, step, answer)
				require.EqualError(t, err, tt.want, step.Name)
				assert.Equal(t, signin.Outcome{}, outcome)
			}
		})
	}
}

// The error comes before a second factor, for which no code is sent.
func TestUnknownDeviceBeforeASecondFactor(t *testing.T) {
	t.Parallel()
	f, _ := newDeviceFixture(t)
	f.enableEmailCodes()
	outcome, err := f.beginAt("us-east-1_another")
	require.EqualError(t, err, noDevice)
	assert.Equal(t, signin.Outcome{}, outcome)
	assert.Empty(t, f.store.Messages())
}

// A device replaces the second factor only if the pool challenges new devices.
func TestDeviceReplacesTheSecondFactor(t *testing.T) {
	t.Parallel()
	for _, replaces := range []bool{false, true} {
		f, device := newDeviceFixture(t)
		f.change(func(p *userpool.Pool) { p.Devices = &userpool.DeviceTracking{ChallengeRequiredOnNewDevice: replaces} })
		f.enableEmailCodes()
		outcome, err := f.proveDevice(device, f.mustBeginAt(device.Key), "secret")
		require.NoError(t, err)
		if !replaces {
			require.Equal(t, userpool.StepEmail, outcome.Step.Name)
			outcome, err = f.answerAt(device.Key, outcome.Step, f.sentCode(outcome.Step))
		}
		f.requireSignedIn(outcome, err)
	}
}

// A client may send the key of its device only with an answer. The tokens then belong to this device and not to a new one.
func TestDeviceKeyOfAnAnswer(t *testing.T) {
	t.Parallel()
	f, device := newDeviceFixture(t, "PostAuthentication")
	f.enableEmailCodes()
	step := f.mustBegin("jo", signin.Password{Password: password})
	outcome, err := f.answerAt(device.Key, step, f.sentCode(step))
	f.requireSignedIn(outcome, err)
	assert.Nil(t, outcome.Result.NewDevice)
	assert.Equal(t, false, f.last[postAuthentication]["newDeviceUsed"])

	step = f.mustBegin("jo", signin.Password{Password: password})
	outcome, err = f.answer(step, f.sentCode(step))
	f.requireSignedIn(outcome, err)
	assert.NotNil(t, outcome.Result.NewDevice)
	assert.Equal(t, true, f.last[postAuthentication]["newDeviceUsed"])
}

// The triggers have returned issueTokens before the device authenticates, so they do not run again.
func TestDeviceAfterACustomSignIn(t *testing.T) {
	t.Parallel()
	f, device := newDeviceFixture(t, append(customTriggers, "PostAuthentication")...)
	f.enableEmailCodes()
	f.defineResponses(next("CUSTOM_CHALLENGE"), issueTokens)
	request := f.request("jo")
	request.DeviceKey = device.Key
	outcome, err := f.service.Begin(t.Context(), request, signin.Custom{})
	require.NoError(t, err)
	step := f.mustAnswerAt(device.Key, outcome.Step, word(nil))
	f.triggers()
	f.requireSignedIn(f.proveDevice(device, step, "secret"))
	assert.Equal(t, []string{postAuthentication}, f.triggers())
}

// After the password of a custom sign-in the device authenticates first, and then the triggers determine what follows.
func TestDeviceAfterThePasswordOfACustomSignIn(t *testing.T) {
	t.Parallel()
	f, device := newDeviceFixture(t, customTriggers...)
	f.defineResponses(next("PASSWORD_VERIFIER"), issueTokens)
	client := f.srpClient(password)
	request := f.request("jo")
	request.DeviceKey = device.Key
	outcome, err := f.service.Begin(t.Context(), request, signin.Custom{SRPFirst: true, PublicValue: client.publicValue()})
	require.NoError(t, err)
	step := f.mustAnswerAt(device.Key, outcome.Step, client.proof(outcome.Step))
	f.triggers()
	f.requireSignedIn(f.proveDevice(device, step, "secret"))
	assert.Equal(t, []string{defineChallenge}, f.triggers())
}

// The pool is deleted while the trigger that returns issueTokens runs. Then no new device exists, and no other trigger runs.
func TestDeviceOfADeletedPool(t *testing.T) {
	t.Parallel()
	f, _ := newDeviceFixture(t, "DefineAuthChallenge", "PostAuthentication")
	f.defineResponses(issueTokens)
	f.deletesAt = 1
	outcome, err := f.begin("jo", signin.Custom{})
	require.EqualError(t, err, "ResourceNotFoundException: User pool "+f.pool.ID+" does not exist.")
	assert.Equal(t, signin.Outcome{}, outcome)
	assert.Equal(t, []string{defineChallenge}, f.triggers())
}

// The block of a device's challenge proves nothing with the signature for another block.
func TestDeviceProofWithAnotherSecretBlock(t *testing.T) {
	t.Parallel()
	f, device := newDeviceFixture(t)
	client := deviceClient(t, device, "secret")
	step := f.mustAnswerAt(device.Key, f.mustBeginAt(device.Key), signin.DeviceSRP{PublicValue: client.publicValue()})
	claim := client.claim(step)
	claim.SecretBlock = base64.StdEncoding.EncodeToString(make([]byte, 64))
	_, err := f.answerAt(device.Key, step, signin.DeviceClaim{Claim: claim})
	assert.EqualError(t, err, incorrect)
}
