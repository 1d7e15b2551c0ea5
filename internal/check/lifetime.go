package check

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// validity returns the lifetime of a token: a number with its unit, or the default of the
// service if either is missing.
//
// API reference, CreateUserPoolClient: AccessTokenValidity and IdTokenValidity are in hours
// and RefreshTokenValidity is in days unless TokenValidityUnits contains another unit. The
// default of access and ID tokens is one hour, the default of refresh tokens is 30 days.
func validity(value *int32, unit types.TimeUnitsType, defaultUnit, defaultValidity time.Duration) time.Duration {
	units := map[types.TimeUnitsType]time.Duration{
		types.TimeUnitsTypeSeconds: time.Second, types.TimeUnitsTypeMinutes: time.Minute,
		types.TimeUnitsTypeHours: time.Hour, types.TimeUnitsTypeDays: Day,
	}
	if aws.ToInt32(value) == 0 {
		return defaultValidity
	}
	if length, ok := units[unit]; ok {
		defaultUnit = length
	}
	return time.Duration(*value) * defaultUnit
}

// Day is the largest unit of a validity.
const Day = 24 * time.Hour

// DeployedLifetimes returns the lifetimes of the tokens of a client as deployed.
func DeployedLifetimes(c *types.UserPoolClientType) (access, id, refresh time.Duration) {
	var units types.TokenValidityUnitsType
	if c.TokenValidityUnits != nil {
		units = *c.TokenValidityUnits
	}
	refreshValidity := c.RefreshTokenValidity
	return validity(c.AccessTokenValidity, units.AccessToken, time.Hour, time.Hour),
		validity(c.IdTokenValidity, units.IdToken, time.Hour, time.Hour),
		validity(&refreshValidity, units.RefreshToken, Day, 30*Day)
}

// DeployedRotation reports whether a client rotates its refresh tokens, and the grace period
// of a replaced one, as deployed.
func DeployedRotation(c *types.UserPoolClientType) (on bool, grace time.Duration) {
	if c.RefreshTokenRotation == nil || c.RefreshTokenRotation.Feature != types.FeatureTypeEnabled {
		return false, 0
	}
	return true, time.Duration(aws.ToInt32(c.RefreshTokenRotation.RetryGracePeriodSeconds)) * time.Second
}

// reportLifetime returns the lifetimes that the report draws for a client. It is nil for a
// machine client.
func reportLifetime(ctx context.Context, t *Target) *report.Lifetime {
	client, err := t.AppClient(ctx)
	if err != nil || !SignsInUsers(client) {
		return nil
	}
	access, id, refresh := DeployedLifetimes(client)
	on, grace := DeployedRotation(client)
	return &report.Lifetime{
		AccessTokenSeconds: int(access.Seconds()), IDTokenSeconds: int(id.Seconds()), RefreshTokenSeconds: int(refresh.Seconds()),
		Rotation: on, RetryGracePeriodSeconds: int(grace.Seconds()),
	}
}
