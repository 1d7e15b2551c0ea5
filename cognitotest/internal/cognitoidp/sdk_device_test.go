package cognitoidp_test

import (
	"testing"

	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
)

func deviceScenario(t *testing.T, s *sdkServer) {
	c := t.Context()
	must(s.UpdateUserPool(c, &idp.UpdateUserPoolInput{UserPoolId: &s.pool, DeviceConfiguration: &types.DeviceConfigurationType{DeviceOnlyRememberedOnUserPrompt: true}}))(t)
	s.user(t, *ada, true)
	tokens := s.signIn(t, *ada)
	key := tokens.NewDeviceMetadata.DeviceKey
	confirmed := must(s.ConfirmDevice(c, &idp.ConfirmDeviceInput{AccessToken: tokens.AccessToken, DeviceKey: key}))(t)
	assert.True(t, confirmed.UserConfirmationNecessary)
	must(s.UpdateDeviceStatus(c, &idp.UpdateDeviceStatusInput{AccessToken: tokens.AccessToken, DeviceKey: key, DeviceRememberedStatus: "remembered"}))(t)
	must(s.AdminUpdateDeviceStatus(c, &idp.AdminUpdateDeviceStatusInput{UserPoolId: &s.pool, Username: ada, DeviceKey: key, DeviceRememberedStatus: "not_remembered"}))(t)
	got := must(s.GetDevice(c, &idp.GetDeviceInput{AccessToken: tokens.AccessToken, DeviceKey: key}))(t)
	assert.Equal(t, key, got.Device.DeviceKey)
	must(s.AdminGetDevice(c, &idp.AdminGetDeviceInput{UserPoolId: &s.pool, Username: ada, DeviceKey: key}))(t)
	assert.Len(t, must(s.ListDevices(c, &idp.ListDevicesInput{AccessToken: tokens.AccessToken}))(t).Devices, 1)
	must(s.AdminListDevices(c, &idp.AdminListDevicesInput{UserPoolId: &s.pool, Username: ada}))(t)
	must(s.ForgetDevice(c, &idp.ForgetDeviceInput{AccessToken: tokens.AccessToken, DeviceKey: key}))(t)

	tokens = s.signIn(t, *ada)
	key = tokens.NewDeviceMetadata.DeviceKey
	must(s.ConfirmDevice(c, &idp.ConfirmDeviceInput{AccessToken: tokens.AccessToken, DeviceKey: key}))(t)
	must(s.AdminForgetDevice(c, &idp.AdminForgetDeviceInput{UserPoolId: &s.pool, Username: ada, DeviceKey: key}))(t)
}
