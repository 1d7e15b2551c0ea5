package userpool

import (
	"slices"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
)

// Device is one from which a user has signed in, in a pool that tracks devices.
type Device struct {
	Key       string // REGION_UUID
	GroupKey  string
	PoolID    string
	Username  string
	Name      string
	IPAddress string
	// Confirmed says that ConfirmDevice has made it one of the user's devices.
	Confirmed         bool
	Remembered        bool
	Secret            srp.Password // of its own SRP exchange; empty if it was confirmed without
	Created           time.Time
	Modified          time.Time
	LastAuthenticated time.Time
}

// CanAuthenticate reports whether the device can take the second factor's place.
func (d Device) CanAuthenticate() bool { return d.Remembered && d.Secret.Verifier != nil }

// DeviceTracking is a pool's DeviceConfiguration.
type DeviceTracking struct {
	ChallengeRequiredOnNewDevice     bool // a remembered device replaces the second factor
	DeviceOnlyRememberedOnUserPrompt bool
}

// DeviceTracking returns how the pool tracks devices. tracked is false if it does not.
func (p Pool) DeviceTracking() (t DeviceTracking, tracked bool) {
	if p.Devices == nil {
		return t, false
	}
	return *p.Devices, true
}

const deviceGroupLength = 8

// StartDevice records a new device of a user's sign-in. It counts as the user's once confirmed.
func (s *Store) StartDevice(poolID, username, ip string) (Device, error) {
	return inPool(s, poolID, func(p *poolState) (Device, error) {
		now := s.Clock.Now()
		d := Device{
			Key: p.pool.Region() + "_" + NewUUID(), GroupKey: "-" + randomString(poolAlphabet, deviceGroupLength),
			PoolID: poolID, Username: username, IPAddress: ip, Created: now, Modified: now, LastAuthenticated: now,
		}
		p.devices.put(d.Key, d)
		return d, nil
	})
}

// Device returns a user's confirmed device.
func (s *Store) Device(poolID, username, key string) (Device, error) {
	return s.changeDevice(poolID, username, key, nil)
}

// changeDevice applies change to a user's confirmed device. A nil change only reads.
func (s *Store) changeDevice(poolID, username, key string, change func(*Device)) (Device, error) {
	return inPool(s, poolID, func(p *poolState) (Device, error) {
		d, ok := p.devices.get(key)
		if !ok || d.Username != username || !d.Confirmed {
			return Device{}, deviceNotFound()
		}
		if change != nil {
			change(&d)
			p.devices.put(key, d)
		}
		return d, nil
	})
}

// ConfirmDevice makes a device of a sign-in one of the user's.
//
// Errors: DeviceKeyExistsException if it is that already, ResourceNotFoundException.
func (s *Store) ConfirmDevice(poolID, username, key, name string, secret srp.Password) (Device, error) {
	return inPool(s, poolID, func(p *poolState) (Device, error) {
		d, ok := p.devices.get(key)
		switch {
		case !ok || d.Username != username:
			return Device{}, deviceNotFound()
		case d.Confirmed:
			return Device{}, apierror.DeviceKeyExists()
		}
		tracking, _ := p.pool.DeviceTracking()
		d.Confirmed, d.Name, d.Secret, d.Modified = true, name, secret, s.Clock.Now()
		d.Remembered = !tracking.DeviceOnlyRememberedOnUserPrompt
		p.devices.put(key, d)
		return d, nil
	})
}

// RememberDevice says whether a device can take the second factor's place.
func (s *Store) RememberDevice(poolID, username, key string, remembered bool) (Device, error) {
	return s.changeDevice(poolID, username, key, func(d *Device) {
		d.Remembered, d.Modified = remembered, s.Clock.Now()
	})
}

// DeviceSignedIn notes a sign-in with a device.
func (s *Store) DeviceSignedIn(poolID, username, key, ip string) (Device, error) {
	return s.changeDevice(poolID, username, key, func(d *Device) {
		d.LastAuthenticated, d.IPAddress = s.Clock.Now(), ip
	})
}

// ForgetDevice removes a user's device. Its refresh tokens cannot be used any more.
func (s *Store) ForgetDevice(poolID, username, key string) error {
	_, err := inPool(s, poolID, func(p *poolState) (struct{}, error) {
		if d, ok := p.devices.get(key); !ok || d.Username != username || !d.Confirmed {
			return struct{}{}, deviceNotFound()
		}
		p.devices.delete(key)
		return struct{}{}, nil
	})
	return err
}

// Devices returns a user's confirmed devices by key.
func (s *Store) Devices(poolID, username string) ([]Device, error) {
	return inPool(s, poolID, func(p *poolState) ([]Device, error) {
		return slices.DeleteFunc(p.devices.sorted(), func(d Device) bool { return d.Username != username || !d.Confirmed }), nil
	})
}

// CheckRefreshDevice refuses a refresh token whose sign-in has a device, unless that is
// confirmed and the client names it (aws/aws-sdk-java-v2#3418, aws-amplify/amplify-android#2506).
// A pool that has stopped to track devices asks for none.
func (s *Store) CheckRefreshDevice(g Grant, key string) error {
	_, err := inPool(s, g.PoolID, func(p *poolState) (struct{}, error) {
		if _, tracked := p.pool.DeviceTracking(); !tracked || g.DeviceKey == "" {
			return struct{}{}, nil
		}
		if d, ok := p.devices.get(g.DeviceKey); !ok || !d.Confirmed || key != g.DeviceKey {
			return struct{}{}, NotAuthorized("Invalid Refresh Token.")
		}
		return struct{}{}, nil
	})
	return err
}

func deviceNotFound() error { return ResourceNotFound("Device does not exist.") }
