package cognitoidp_test

import (
	"testing"

	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
)

func deviceScenario(t *testing.T, l *login) {
	c := t.Context()
	must(l.UpdateUserPool(c, &idp.UpdateUserPoolInput{UserPoolId: &l.pool, DeviceConfiguration: &types.DeviceConfigurationType{DeviceOnlyRememberedOnUserPrompt: true}}))(t)
	l.user(t, *ada, true)
	tokens := l.signIn(t, *ada)
	key := tokens.NewDeviceMetadata.DeviceKey
	confirmed := must(l.ConfirmDevice(c, &idp.ConfirmDeviceInput{AccessToken: tokens.AccessToken, DeviceKey: key}))(t)
	assert.True(t, confirmed.UserConfirmationNecessary)
	must(l.UpdateDeviceStatus(c, &idp.UpdateDeviceStatusInput{AccessToken: tokens.AccessToken, DeviceKey: key, DeviceRememberedStatus: "remembered"}))(t)
	must(l.AdminUpdateDeviceStatus(c, &idp.AdminUpdateDeviceStatusInput{UserPoolId: &l.pool, Username: ada, DeviceKey: key, DeviceRememberedStatus: "not_remembered"}))(t)
	got := must(l.GetDevice(c, &idp.GetDeviceInput{AccessToken: tokens.AccessToken, DeviceKey: key}))(t)
	assert.Equal(t, key, got.Device.DeviceKey)
	must(l.AdminGetDevice(c, &idp.AdminGetDeviceInput{UserPoolId: &l.pool, Username: ada, DeviceKey: key}))(t)
	assert.Len(t, must(l.ListDevices(c, &idp.ListDevicesInput{AccessToken: tokens.AccessToken}))(t).Devices, 1)
	must(l.AdminListDevices(c, &idp.AdminListDevicesInput{UserPoolId: &l.pool, Username: ada}))(t)
	must(l.ForgetDevice(c, &idp.ForgetDeviceInput{AccessToken: tokens.AccessToken, DeviceKey: key}))(t)

	tokens = l.signIn(t, *ada)
	key = tokens.NewDeviceMetadata.DeviceKey
	must(l.ConfirmDevice(c, &idp.ConfirmDeviceInput{AccessToken: tokens.AccessToken, DeviceKey: key}))(t)
	must(l.AdminForgetDevice(c, &idp.AdminForgetDeviceInput{UserPoolId: &l.pool, Username: ada, DeviceKey: key}))(t)
}
