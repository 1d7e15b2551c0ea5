package signin_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// newDeviceFixture creates a pool that tracks devices, and a remembered device of jo.
func newDeviceFixture(t *testing.T, triggers ...string) (*fixture, userpool.Device) {
	t.Helper()
	f := newFixture(t, false, triggers...)
	f.change(func(p *userpool.Pool) { p.Devices = &userpool.DeviceTracking{} })
	device, err := f.store.StartDevice(f.pool.ID, "jo", "192.0.2.1")
	require.NoError(t, err)
	device, err = f.store.ConfirmDevice(f.pool.ID, "jo", device.Key, "phone", srp.New(device.GroupKey+device.Key, "secret"))
	require.NoError(t, err)
	return f, device
}

// beginAt begins a sign-in of jo with a password at a device.
func (f *fixture) beginAt(device string) (signin.Outcome, error) {
	request := f.request("jo")
	request.DeviceKey = device
	return f.service.Begin(f.t.Context(), request, signin.Password{Password: password})
}

// publicValue is a valid SRP_A.
const publicValue = "0a0b0c0d"

func TestRememberedDeviceAuthenticates(t *testing.T) {
	t.Parallel()
	f, device := newDeviceFixture(t)
	outcome, err := f.beginAt(device.Key)
	require.NoError(t, err)
	require.NotNil(t, outcome.Step)
	assert.Equal(t, signin.DeviceSRPAuth, outcome.Step.Name)
	assert.Equal(t, device.Key, outcome.Step.DeviceKey)

	f.requireSignedIn(f.begin("jo", signin.Password{Password: password}))
	_, err = f.beginAt("us-east-1_another")
	assert.ErrorContains(t, err, "ResourceNotFoundException")
}

// TestDeviceAnswerWithoutASession finds the session of the answer by its user, its device and its step.
func TestDeviceAnswerWithoutASession(t *testing.T) {
	t.Parallel()
	const missing = "InvalidParameterException: Missing required parameter Session"
	f, device := newDeviceFixture(t)
	_, err := f.store.CreateUser(f.pool.ID, "mo", nil, password)
	require.NoError(t, err)
	answer := func(login, key string) (signin.Outcome, error) {
		request := f.request(login)
		request.DeviceKey = key
		return f.service.Answer(t.Context(), request, "", signin.DeviceSRP{PublicValue: publicValue})
	}
	_, err = answer("jo", device.Key)
	require.EqualError(t, err, missing, "no sign-in has begun")

	_, err = f.beginAt(device.Key)
	require.NoError(t, err)
	for name, request := range map[string][2]string{
		"another user": {"mo", device.Key}, "an unknown user": {"li", device.Key}, "another device": {"jo", "us-east-1_another"},
	} {
		_, err = answer(request[0], request[1])
		assert.EqualError(t, err, missing, name)
	}
	outcome, err := answer("jo", device.Key)
	require.NoError(t, err)
	assert.Equal(t, signin.DevicePasswordVerifier, outcome.Step.Name)
	_, err = answer("jo", device.Key)
	assert.EqualError(t, err, missing, "the next step is another one")
}

func TestDeviceAnswerNamesItsDevice(t *testing.T) {
	t.Parallel()
	f, device := newDeviceFixture(t)
	outcome, err := f.beginAt(device.Key)
	require.NoError(t, err)
	request := f.request("jo")
	request.DeviceKey = "us-east-1_another"
	_, err = f.service.Answer(t.Context(), request, outcome.Step.Session, signin.DeviceSRP{PublicValue: publicValue})
	assert.Error(t, err)
	assert.NotContains(t, err.Error(), "Session")
}

// TestCustomSignInAtAnUnknownDevice requires an error although the trigger returns issueTokens.
func TestCustomSignInAtAnUnknownDevice(t *testing.T) {
	t.Parallel()
	f, device := newDeviceFixture(t, "DefineAuthChallenge")
	f.responses["DefineAuthChallenge_Authentication"] = map[string]any{"issueTokens": true}
	begin := func(key string) (signin.Outcome, error) {
		request := f.request("jo")
		request.DeviceKey = key
		return f.service.Begin(t.Context(), request, signin.Custom{})
	}
	f.requireSignedIn(begin(""))
	_, err := begin("us-east-1_another")
	assert.ErrorContains(t, err, "ResourceNotFoundException")
	outcome, err := begin(device.Key)
	require.NoError(t, err)
	assert.Equal(t, signin.DeviceSRPAuth, outcome.Step.Name)
}

// TestDeviceThatIsForgottenDuringASignIn requires an error instead of tokens of a device that does not exist.
func TestDeviceThatIsForgottenDuringASignIn(t *testing.T) {
	t.Parallel()
	for _, forgotten := range []bool{false, true} {
		f := newFixture(t, false)
		f.change(func(p *userpool.Pool) { p.Devices = &userpool.DeviceTracking{DeviceOnlyRememberedOnUserPrompt: true} })
		device, err := f.store.StartDevice(f.pool.ID, "jo", "192.0.2.1")
		require.NoError(t, err)
		_, err = f.store.ConfirmDevice(f.pool.ID, "jo", device.Key, "phone", srp.New(device.GroupKey+device.Key, "secret"))
		require.NoError(t, err)
		f.enableEmailCodes()
		step := f.mustBeginAt(device.Key)
		require.Equal(t, userpool.StepEmail, step.Name)
		if forgotten {
			require.NoError(t, f.store.ForgetDevice(f.pool.ID, "jo", device.Key))
		}
		outcome, err := f.answer(step, signin.SentCode{Factor: userpool.StepEmail, Code: f.lastCode()})
		if !forgotten {
			f.requireSignedIn(outcome, err)
			continue
		}
		assert.ErrorContains(t, err, "ResourceNotFoundException")
		assert.Nil(t, outcome.Result)
		outcome, err = f.answer(step, signin.SentCode{Factor: userpool.StepEmail, Code: f.lastCode()})
		f.requireSignedIn(outcome, err)
		assert.NotNil(t, outcome.Result.NewDevice, "the client continues without the device")
	}
}
