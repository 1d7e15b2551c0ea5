package userpool

import (
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
)

// Device is a device from which a user has signed in, in a pool that tracks devices.
type Device struct {
	Key       string // REGION_UUID
	GroupKey  string
	PoolID    string
	Username  string
	Name      string
	IPAddress string
	// Confirmed is true after ConfirmDevice, which makes it one of the user's devices.
	Confirmed         bool
	Remembered        bool
	Secret            srp.Password // of its own SRP exchange; empty if it was confirmed without a secret
	Created           time.Time
	Modified          time.Time
	LastAuthenticated time.Time
}

// CanAuthenticate reports whether the device can replace the second factor.
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

// StartDevice stores a new device of a user's sign-in. ConfirmDevice makes it one of the user's
// devices.
func (s *Store) StartDevice(poolID, username, ip string) (Device, error) {
	return inPool(s, poolID, func(p *poolState) (Device, error) {
		now := s.Clock.Now()
		d := Device{
			Key: p.pool.Region() + "_" + NewUUID(), GroupKey: "-" + randomString(poolAlphabet, deviceGroupLength),
			PoolID: poolID, Username: username, IPAddress: ip, Created: now, Modified: now, LastAuthenticated: now,
		}
		p.devices.Put(d.Key, d)
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
		d, ok := p.devices.Get(key)
		if !ok || d.Username != username || !d.Confirmed {
			return Device{}, deviceNotFound()
		}
		if change != nil {
			change(&d)
			p.devices.Put(key, d)
		}
		return d, nil
	})
}

// ConfirmDevice makes the device of a sign-in one of the user's devices.
//
// Errors: DeviceKeyExistsException if it is confirmed already, ResourceNotFoundException.
func (s *Store) ConfirmDevice(poolID, username, key, name string, secret srp.Password) (Device, error) {
	return inPool(s, poolID, func(p *poolState) (Device, error) {
		d, ok := p.devices.Get(key)
		switch {
		case !ok || d.Username != username:
			return Device{}, deviceNotFound()
		case d.Confirmed:
			return Device{}, apierror.DeviceKeyExists() // the text is unspecified
		}
		tracking, _ := p.pool.DeviceTracking()
		d.Confirmed, d.Name, d.Secret, d.Modified = true, name, secret, s.Clock.Now()
		d.Remembered = !tracking.DeviceOnlyRememberedOnUserPrompt
		p.devices.Put(key, d)
		return d, nil
	})
}

// RememberDevice sets whether a device can replace the second factor.
func (s *Store) RememberDevice(poolID, username, key string, remembered bool) (Device, error) {
	return s.changeDevice(poolID, username, key, func(d *Device) {
		d.Remembered, d.Modified = remembered, s.Clock.Now()
	})
}

// DeviceSignedIn stores the time and the address of a sign-in with a device.
func (s *Store) DeviceSignedIn(poolID, username, key, ip string) (Device, error) {
	return s.changeDevice(poolID, username, key, func(d *Device) {
		d.LastAuthenticated, d.IPAddress = s.Clock.Now(), ip
	})
}

// ForgetDevice removes a user's device. Its refresh tokens are no longer usable.
func (s *Store) ForgetDevice(poolID, username, key string) error {
	_, err := inPool(s, poolID, func(p *poolState) (struct{}, error) {
		if d, ok := p.devices.Get(key); !ok || d.Username != username || !d.Confirmed {
			return struct{}{}, deviceNotFound()
		}
		p.devices.Delete(key)
		return struct{}{}, nil
	})
	return err
}

// Devices returns a user's confirmed devices by key.
func (s *Store) Devices(poolID, username string) ([]Device, error) {
	return inPool(s, poolID, func(p *poolState) ([]Device, error) {
		devices := []Device{}
		for _, d := range p.devicesByUser.Records(username) {
			if d.Confirmed {
				devices = append(devices, d)
			}
		}
		return devices, nil
	})
}

func deviceNotFound() error { return apierror.ResourceNotFound("Device does not exist.") }
