package cognitoidp

import (
	"encoding/base64"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// askDevice asks a remembered device to prove itself. The response is nil if there is
// nothing to ask: the pool tracks no devices, the client names none, or it is not remembered.
func (s *signIn) askDevice(user userpool.User) (any, error) {
	if _, tracked := s.pool.DeviceTracking(); !tracked || s.progress.DeviceKey == "" || s.progress.DeviceKnown {
		return nil, nil
	}
	device, err := s.Store.Device(s.client.PoolID, user.Username, s.progress.DeviceKey)
	if err != nil || !device.CanAuthenticate() {
		return nil, err
	}
	return s.ask(userpool.Challenge{Name: deviceSRP, Username: user.Username}, map[string]string{"USERNAME": user.Username, "DEVICE_KEY": device.Key})
}

// byDevice finds the session of an answer without one, as the AWS SDK for Python's example
// sends it.
func (s *signIn) byDevice(challenge string) (session string, err error) {
	named := s.named()
	return s.Store.FindSession(s.client.ID, func(c userpool.Challenge) bool {
		return c.Name == challenge && s.isAbout(c, named) && c.Progress.DeviceKey == s.in["DEVICE_KEY"]
	}), nil
}

// answerDeviceSRP is the first step of an SRP exchange with the secret of the device.
func (s *signIn) answerDeviceSRP() (any, error) {
	device, err := s.namedDevice()
	if err != nil {
		return nil, err
	}
	exchange, err := exchangeOf(device.Secret, s.in["SRP_A"])
	if err != nil {
		return nil, err
	}
	block := newSecretBlock()
	return s.ask(userpool.Challenge{Name: devicePasswordVerifier, Username: s.state.Username, SRP: exchange, SecretBlock: block}, map[string]string{
		"SALT": device.Secret.Salt.Text(16), "SRP_B": exchange.B.Text(16), "SECRET_BLOCK": base64.StdEncoding.EncodeToString(block),
		"USERNAME": s.state.Username, "DEVICE_KEY": device.Key,
	})
}

// namedDevice is the device of the sign-in, which the answer names again.
func (s *signIn) namedDevice() (userpool.Device, error) {
	if s.in["DEVICE_KEY"] != s.state.Progress.DeviceKey {
		return userpool.Device{}, userpool.InvalidParameter("Invalid device key given.")
	}
	device, err := s.Store.Device(s.client.PoolID, s.state.Username, s.in["DEVICE_KEY"])
	if err == nil && !device.CanAuthenticate() {
		err = userpool.ResourceNotFound("Device does not exist.")
	}
	return device, err
}

// answerDevicePasswordVerifier checks the claim that only the device can sign. What the
// device's group is to it, the pool's name is to a user.
func (s *signIn) answerDevicePasswordVerifier() (any, error) {
	device, err := s.namedDevice()
	if err != nil {
		return nil, err
	}
	if !s.claimIsRight(device.GroupKey, device.Key) {
		return nil, incorrectPassword()
	}
	s.progress.DeviceKnown = true
	user, err := s.Store.User(s.client.PoolID, s.state.Username)
	if err != nil {
		return nil, err
	}
	if s.progress.Custom != nil && !s.had(passwordVerifier) { // the functions have let the user in already
		return s.issue(user)
	}
	return s.goOn(user)
}

// deviceOfTokens is the device to which the tokens belong. A client that names none gets
// a new one to confirm; fresh describes it.
func (s *signIn) deviceOfTokens(user userpool.User) (key string, fresh *newDeviceMetadata, err error) {
	if _, tracked := s.pool.DeviceTracking(); !tracked {
		return "", nil, nil
	}
	if key := s.progress.DeviceKey; key != "" {
		_, err := s.Store.DeviceSignedIn(s.client.PoolID, user.Username, key, s.source())
		return key, nil, err
	}
	device, err := s.Store.StartDevice(s.client.PoolID, user.Username, s.source())
	return device.Key, &newDeviceMetadata{DeviceKey: device.Key, DeviceGroupKey: device.GroupKey}, err
}
