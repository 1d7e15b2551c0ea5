package settings

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestRefreshTokenRotation(t *testing.T) {
	t.Parallel()
	off := func(c *types.UserPoolClientType) {
		c.RefreshTokenRotation = &types.RefreshTokenRotationType{Feature: types.FeatureTypeDisabled, RetryGracePeriodSeconds: new(int32(0))}
	}
	withoutGrace := func(c *types.UserPoolClientType) {
		c.RefreshTokenRotation = &types.RefreshTokenRotationType{Feature: types.FeatureTypeEnabled}
	}
	declared := func(on bool, grace time.Duration) environment.AppClient {
		return environment.AppClient{Rotation: &on, RetryGracePeriod: &grace}
	}
	const apply = "Apply the configuration again, or declare "
	runClientCases(t, RefreshTokenRotation, []clientCase{
		{"as declared", publicClient(withRotation(10)), declared(true, 10*time.Second), passed},
		{"off as declared, turned off", publicClient(off), declared(false, 0), passed},
		{"off as declared, never on", publicClient(nil), declared(false, 0), passed},
		{"off as declared, with a declared grace period", publicClient(nil), declared(false, 10*time.Second), passed},
		{"turned off", publicClient(off), declared(true, 10*time.Second), failed("Refresh token rotation is DISABLED and is declared ENABLED.", apply+"refresh = { rotation = false }.")},
		{"never on", confidentialClient(nil), declared(true, 10*time.Second), failed("Refresh token rotation is DISABLED and is declared ENABLED.", apply+"refresh = { rotation = false }.")},
		{
			"on", confidentialClient(withRotation(10)), declared(false, 0),
			failed("Refresh token rotation is ENABLED and is declared DISABLED.", apply+"refresh = { rotation = true, retry_grace_period_seconds = 10 }."),
		},
		{
			"a longer grace period", publicClient(withRotation(60)), declared(true, 10*time.Second),
			failed("A replaced refresh token is accepted for 1 minute and is declared to be accepted for 10 seconds.", apply+"refresh = { rotation = true, retry_grace_period_seconds = 60 }."),
		},
		{
			"no grace period", publicClient(withoutGrace), declared(true, 10*time.Second),
			failed("A replaced refresh token is accepted for 0 seconds and is declared to be accepted for 10 seconds.", apply+"refresh = { rotation = true, retry_grace_period_seconds = 0 }."),
		},
		{"no grace period, as declared", publicClient(withoutGrace), declared(true, 0), passed},
		{"a grace period that is not declared", publicClient(withRotation(60)), environment.AppClient{Rotation: new(true)}, passed},
		{
			"only a grace period is declared", publicClient(withRotation(60)), environment.AppClient{RetryGracePeriod: new(10 * time.Second)},
			failed("A replaced refresh token is accepted for 1 minute and is declared to be accepted for 10 seconds.", apply+"refresh = { rotation = true, retry_grace_period_seconds = 60 }."),
		},
		{
			"undeclared and off, without a secret", publicClient(off), environment.AppClient{},
			failed("Refresh token rotation is DISABLED and must be ENABLED for a client without a secret, unless it is declared otherwise.",
				"Write refresh = { rotation = true }, and let the app store the refresh token of each response."),
		},
		{"undeclared and off, with a secret", confidentialClient(nil), environment.AppClient{}, notApplicable("no rotation is declared, and the client has a secret")},
		{"undeclared and on", publicClient(withRotation(10)), environment.AppClient{}, passed},
		{"undeclared, for a machine client", machineClient(nil), environment.AppClient{}, notApplicable("the client is a machine client, and no user signs in to it")},
		{"off as declared, for a machine client", machineClient(off), declared(false, 0), passed},
	})
}
