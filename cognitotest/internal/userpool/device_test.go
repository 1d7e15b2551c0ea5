package userpool

import (
	"math/big"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
)

const unknownDevice = "ResourceNotFoundException: Device does not exist."

func TestDeviceBelongsToTheUserWhoConfirmsIt(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{PoolSettings: PoolSettings{Devices: &DeviceTracking{}}})
	started, err := s.StartDevice(pool.ID, "jo", "192.0.2.1")
	require.NoError(t, err)
	assert.Regexp(t, "^us-east-1_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", started.Key)
	assert.Regexp(t, "^-[0-9A-Za-z]{8}$", started.GroupKey)
	assert.Equal(t, Device{
		Key: started.Key, GroupKey: started.GroupKey, PoolID: pool.ID, Username: "jo", IPAddress: "192.0.2.1",
		Created: stillTime, Modified: stillTime, LastAuthenticated: stillTime,
	}, started)
	requireNoDevice := func(username string) {
		t.Helper()
		_, err := s.Device(pool.ID, username, started.Key)
		require.EqualError(t, err, unknownDevice)
		_, err = s.RememberDevice(pool.ID, username, started.Key, true)
		require.EqualError(t, err, unknownDevice)
		_, err = s.DeviceSignedIn(pool.ID, username, started.Key, "192.0.2.9")
		require.EqualError(t, err, unknownDevice)
		require.EqualError(t, s.ForgetDevice(pool.ID, username, started.Key), unknownDevice)
		list, err := s.Devices(pool.ID, username)
		require.NoError(t, err)
		require.Equal(t, []Device{}, list)
	}
	requireNoDevice("jo") // it is not confirmed
	_, err = s.ConfirmDevice(pool.ID, "mo", started.Key, "laptop", srp.Password{})
	require.EqualError(t, err, unknownDevice, "another user")
	_, err = s.ConfirmDevice(pool.ID, "jo", "us-east-1_unknown", "laptop", srp.Password{})
	require.EqualError(t, err, unknownDevice)

	s.Clock.Advance(time.Minute)
	secret := srp.Password{Salt: big.NewInt(1), Verifier: big.NewInt(7)}
	confirmed, err := s.ConfirmDevice(pool.ID, "jo", started.Key, "laptop", secret)
	require.NoError(t, err)
	want := started
	want.Name, want.Secret, want.Confirmed, want.Remembered, want.Modified = "laptop", secret, true, true, stillTime.Add(time.Minute)
	assert.Equal(t, want, confirmed)
	_, err = s.ConfirmDevice(pool.ID, "jo", started.Key, "phone", srp.Password{})
	require.EqualError(t, err, "DeviceKeyExistsException: Device already exists.")
	requireNoDevice("mo")

	s.Clock.Advance(time.Minute)
	want.LastAuthenticated, want.IPAddress = stillTime.Add(2*time.Minute), "192.0.2.7"
	signedIn, err := s.DeviceSignedIn(pool.ID, "jo", started.Key, "192.0.2.7")
	require.NoError(t, err)
	assert.Equal(t, want, signedIn)
	want.Remembered, want.Modified = false, stillTime.Add(2*time.Minute)
	_, err = s.RememberDevice(pool.ID, "jo", started.Key, false)
	require.NoError(t, err)
	stored, err := s.Device(pool.ID, "jo", started.Key)
	require.NoError(t, err)
	assert.Equal(t, want, stored)
	list, err := s.Devices(pool.ID, "jo")
	require.NoError(t, err)
	assert.Equal(t, []Device{want}, list)

	require.NoError(t, s.ForgetDevice(pool.ID, "jo", started.Key))
	requireNoDevice("jo")
}

func TestDevicesAreInTheOrderOfTheirKeys(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{PoolSettings: PoolSettings{Devices: &DeviceTracking{}}})
	for _, username := range []string{"jo", "mo", "jo", "jo"} {
		d, err := s.StartDevice(pool.ID, username, "")
		require.NoError(t, err)
		_, err = s.ConfirmDevice(pool.ID, username, d.Key, "", srp.Password{})
		require.NoError(t, err)
	}
	list, err := s.Devices(pool.ID, "jo")
	require.NoError(t, err)
	require.Len(t, list, 3)
	for i, d := range list {
		assert.Equal(t, "jo", d.Username)
		if i > 0 {
			assert.Less(t, list[i-1].Key, d.Key)
		}
	}
}

// A pool remembers each confirmed device, unless its users decide.
func TestDeviceTracking(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name       string
		tracking   *DeviceTracking
		tracked    bool
		remembered bool
	}{
		{"not tracked", nil, false, true},
		{"always", &DeviceTracking{}, true, true},
		{"on the user's decision", &DeviceTracking{ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true}, true, false},
	} {
		s, pool := newDefaultStore(t, Pool{PoolSettings: PoolSettings{Devices: tt.tracking}})
		tracking, tracked := pool.DeviceTracking()
		assert.Equal(t, tt.tracked, tracked, tt.name)
		if tt.tracking != nil {
			assert.Equal(t, *tt.tracking, tracking, tt.name)
		}
		d, err := s.StartDevice(pool.ID, "jo", "")
		require.NoError(t, err, tt.name)
		d, err = s.ConfirmDevice(pool.ID, "jo", d.Key, "", srp.Password{})
		require.NoError(t, err, tt.name)
		assert.Equal(t, tt.remembered, d.Remembered, tt.name)
	}
}

func TestDeviceAuthenticatesIfRememberedWithASecret(t *testing.T) {
	t.Parallel()
	secret := srp.Password{Verifier: big.NewInt(7)}
	assert.True(t, Device{Remembered: true, Secret: secret}.CanAuthenticate())
	assert.False(t, Device{Secret: secret}.CanAuthenticate())
	assert.False(t, Device{Remembered: true}.CanAuthenticate())
}
