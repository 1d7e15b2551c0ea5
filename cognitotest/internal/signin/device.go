package signin

import (
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// askDevice returns the challenge in which a remembered device authenticates. The outcome is empty
// if no device has to authenticate: the pool does not track devices, the client sent no device key,
// the device is not remembered, or it has authenticated in this sign-in.
func (s *signIn) askDevice(user userpool.User) (Outcome, error) {
	if _, tracked := s.pool.DeviceTracking(); !tracked || s.progress.DeviceKey == "" || s.progress.DeviceKnown {
		return Outcome{}, nil
	}
	device, err := s.Store.Device(s.Client.PoolID, user.Username, s.progress.DeviceKey)
	if err != nil || !device.CanAuthenticate() {
		return Outcome{}, err
	}
	return s.ask(userpool.Challenge{Name: DeviceSRPAuth, Username: user.Username}, Step{User: user, DeviceKey: device.Key})
}

// DeviceSRP is the first step of an SRP exchange with the secret of the device.
type DeviceSRP struct{ PublicValue string } // SRP_A

func (DeviceSRP) step() string { return DeviceSRPAuth }

// findSession returns the session of an answer without a Session string. The example of the AWS SDK
// for Python sends such an answer.
func (a DeviceSRP) findSession(s *signIn) (session string, err error) {
	username := s.requestedUsername()
	session = s.Store.FindSession(s.Client.ID, s.DeviceKey, func(c userpool.Challenge) bool {
		return c.Name == a.step() && s.belongsTo(c, username) && c.Progress.DeviceKey == s.DeviceKey
	})
	if session == "" {
		return "", missingSession()
	}
	return session, nil
}

func (a DeviceSRP) answer(s *signIn) (Outcome, error) {
	device, err := s.namedDevice()
	if err != nil {
		return Outcome{}, err
	}
	exchange, err := newExchange(device.Secret, a.PublicValue)
	if err != nil {
		return Outcome{}, err
	}
	block := newSecretBlock()
	return s.ask(userpool.Challenge{Name: DevicePasswordVerifier, Username: s.state.Username, SRP: exchange, SecretBlock: block},
		Step{DeviceKey: device.Key, Salt: device.Secret.Salt, PublicValue: exchange.B, SecretBlock: block})
}

// namedDevice returns the device of the sign-in. The answer must repeat its key.
func (s *signIn) namedDevice() (userpool.Device, error) {
	if s.DeviceKey != s.state.Progress.DeviceKey {
		return userpool.Device{}, apierror.InvalidParameter("Invalid device key given.")
	}
	device, err := s.Store.Device(s.Client.PoolID, s.state.Username, s.DeviceKey)
	if err == nil && !device.CanAuthenticate() {
		err = apierror.ResourceNotFound("Device does not exist.")
	}
	return device, err
}

// DeviceClaim is the proof that the device knows its secret.
type DeviceClaim struct{ Claim }

func (DeviceClaim) step() string { return DevicePasswordVerifier }

func (a DeviceClaim) findSession(s *signIn) (session string, err error) {
	return s.bySecretBlock(a.step(), a.Claim)
}

// answer checks the claim that only the device can sign. A device's claim contains the key of its
// group where a user's claim contains the name of the pool.
func (a DeviceClaim) answer(s *signIn) (Outcome, error) {
	device, err := s.namedDevice()
	if err != nil {
		return Outcome{}, err
	}
	if !s.verifyClaim(a.Claim, device.GroupKey, device.Key) {
		return Outcome{}, incorrectPassword()
	}
	s.progress.DeviceKnown = true
	user, err := s.Store.User(s.Client.PoolID, s.state.Username)
	if err != nil {
		return Outcome{}, err
	}
	if s.progress.Custom != nil && !s.hasResult(PasswordVerifier) { // the triggers have already returned issueTokens
		return s.finishCustom(user)
	}
	return s.continueSignIn(user)
}

// deviceOfTokens returns the key of the device to which the tokens belong. If the client sent no
// device key, it creates a device, which the client can confirm, and also returns its record.
func (s *signIn) deviceOfTokens(user userpool.User) (key string, created *userpool.Device, err error) {
	if _, tracked := s.pool.DeviceTracking(); !tracked || s.OnPage {
		return "", nil, nil
	}
	if key := s.progress.DeviceKey; key != "" {
		_, err := s.Store.DeviceSignedIn(s.Client.PoolID, user.Username, key, s.SourceIP)
		return key, nil, err
	}
	device, err := s.Store.StartDevice(s.Client.PoolID, user.Username, s.SourceIP)
	return device.Key, &device, err
}
