package cognitoidp

import (
	"encoding/base64"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// deviceRequest has the members of the actions on devices. A user sends an access token. An
// administrator sends a pool id and a username.
type deviceRequest struct {
	AccessToken                string
	UserPoolID                 string `json:"UserPoolId"`
	Username                   string
	DeviceKey                  string
	DeviceName                 string
	DeviceRememberedStatus     string
	DeviceSecretVerifierConfig struct{ PasswordVerifier, Salt string }
	Limit                      *int
	PaginationToken            string
}

// deviceOwner returns the user whose devices the request is about. It returns an error if the pool
// does not track devices.
func (c *call) deviceOwner(in deviceRequest) (user userpool.User, err error) {
	if in.UserPoolID == "" {
		user, err = c.tokenUser(in.AccessToken)
	} else {
		user, err = c.Store.User(in.UserPoolID, in.Username)
	}
	if err != nil {
		return user, err
	}
	pool, err := c.Store.Pool(user.PoolID)
	if _, tracked := pool.DeviceTracking(); err == nil && !tracked {
		err = apierror.DevicesNotTracked()
	}
	return user, err
}

// onDevice returns an action on the devices of a user.
func onDevice(name string, act func(*call, userpool.User, deviceRequest) (any, error)) action {
	return on(name, func(c *call, in deviceRequest) (any, error) {
		user, err := c.deviceOwner(in)
		if err != nil {
			return nil, err
		}
		return act(c, user, in)
	})
}

// confirmDevice adds the device to the devices of the user. The key must be the one in the access
// token.
func confirmDevice(c *call, user userpool.User, in deviceRequest) (any, error) {
	access, err := c.Issuer.Access(in.AccessToken)
	if err != nil {
		return nil, err // cannot happen: deviceOwner verified the token
	}
	if access.DeviceKey != in.DeviceKey {
		return nil, apierror.InvalidParameter("Invalid device key given.") // aws/aws-aspnet-cognito-identity-provider#206
	}
	secret, err := in.secret()
	if err != nil {
		return nil, err
	}
	device, err := c.Store.ConfirmDevice(user.PoolID, user.Username, in.DeviceKey, in.DeviceName, secret)
	if err != nil {
		return nil, err
	}
	return struct{ UserConfirmationNecessary bool }{!device.Remembered}, nil
}

// secret returns the SRP verifier of the device, or the zero Password if the request omits it.
func (in deviceRequest) secret() (srp.Password, error) {
	config := in.DeviceSecretVerifierConfig
	if config.PasswordVerifier == "" && config.Salt == "" {
		return srp.Password{}, nil
	}
	verifier, err := base64.StdEncoding.DecodeString(config.PasswordVerifier)
	salt, saltErr := base64.StdEncoding.DecodeString(config.Salt)
	if err != nil || saltErr != nil || len(verifier) == 0 || len(salt) == 0 {
		return srp.Password{}, apierror.InvalidParameter("Invalid device secret verifier config.") // the text is unspecified
	}
	return srp.Derived(salt, verifier), nil
}

// deviceDescription is the DeviceType of the API.
type deviceDescription struct {
	DeviceKey                   string
	DeviceAttributes            []attribute
	DeviceCreateDate            float64
	DeviceLastModifiedDate      float64
	DeviceLastAuthenticatedDate float64
}

const (
	remembered    = "remembered"
	notRemembered = "not_remembered"
)

// describeDevice returns a device with the attributes in the example of API_ListDevices.
func (c *call) describeDevice(d userpool.Device) deviceDescription {
	status := notRemembered
	if d.Remembered {
		status = remembered
	}
	owner := d.Username + "." + d.PoolID
	region := userpool.Pool{ID: d.PoolID}.Region()
	list := []attribute{{Name: "device_status", Value: "valid"}}
	if d.Name != "" {
		list = append(list, attribute{Name: "device_name", Value: d.Name})
	}
	list = append(list,
		attribute{Name: "dev:device_arn", Value: "arn:aws:cognito-idp:" + region + ":" + c.Store.AccountID + ":owner/" + owner + "/device/" + d.Key},
		attribute{Name: "dev:device_owner", Value: owner},
		attribute{Name: "last_ip_used", Value: d.IPAddress},
		attribute{Name: "dev:device_remembered_status", Value: status},
		attribute{Name: "dev:device_sdk", Value: "aws-sdk-unknown-unknown"},
	)
	return deviceDescription{d.Key, list, epoch(d.Created), epoch(d.Modified), epoch(d.LastAuthenticated)}
}

func getDevice(c *call, user userpool.User, in deviceRequest) (any, error) {
	device, err := c.Store.Device(user.PoolID, user.Username, in.DeviceKey)
	if err != nil {
		return nil, err
	}
	return struct{ Device deviceDescription }{c.describeDevice(device)}, nil
}

func listDevices(c *call, user userpool.User, in deviceRequest) (any, error) {
	devices, err := c.Store.Devices(user.PoolID, user.Username)
	if err != nil {
		return nil, err
	}
	devices, next, err := page(c, devices, func(d userpool.Device) string { return d.Key }, in.PaginationToken, valueOr(in.Limit, 0))
	if err != nil {
		return nil, err
	}
	listed := []deviceDescription{}
	for _, d := range devices {
		listed = append(listed, c.describeDevice(d))
	}
	return struct {
		Devices         []deviceDescription
		PaginationToken string `json:",omitempty"`
	}{listed, next}, nil
}

func forgetDevice(c *call, user userpool.User, in deviceRequest) (any, error) {
	return none{}, c.Store.ForgetDevice(user.PoolID, user.Username, in.DeviceKey)
}

// updateDeviceStatus sets whether the device is remembered. Without a status it only requires that
// the device exists (unspecified).
func updateDeviceStatus(c *call, user userpool.User, in deviceRequest) (any, error) {
	if in.DeviceRememberedStatus == "" {
		_, err := c.Store.Device(user.PoolID, user.Username, in.DeviceKey)
		return none{}, err
	}
	_, err := c.Store.RememberDevice(user.PoolID, user.Username, in.DeviceKey, in.DeviceRememberedStatus == remembered)
	return none{}, err
}

var deviceActions = []action{
	onDevice("ConfirmDevice", confirmDevice),
	onDevice("GetDevice", getDevice),
	onDevice("AdminGetDevice", getDevice),
	onDevice("ListDevices", listDevices),
	onDevice("AdminListDevices", listDevices),
	onDevice("ForgetDevice", forgetDevice),
	onDevice("AdminForgetDevice", forgetDevice),
	onDevice("UpdateDeviceStatus", updateDeviceStatus),
	onDevice("AdminUpdateDeviceStatus", updateDeviceStatus),
}
