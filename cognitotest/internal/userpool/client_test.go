package userpool

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// The defaults and units are from the API reference, the API model and the developer guide.
func TestTokenLifetimes(t *testing.T) {
	tests := []struct {
		name     string
		settings ClientSettings
		access   time.Duration
		refresh  time.Duration
	}{
		{"no validity set", ClientSettings{}, time.Hour, 30 * 24 * time.Hour},
		{"numbers without units", ClientSettings{AccessTokenValidity: Validity{Value: 2}, RefreshTokenValidity: Validity{Value: 2}}, 2 * time.Hour, 48 * time.Hour},
		{"minutes", ClientSettings{AccessTokenValidity: Validity{60, "minutes"}, RefreshTokenValidity: Validity{90, "minutes"}}, time.Hour, 90 * time.Minute},
		{"seconds and hours", ClientSettings{AccessTokenValidity: Validity{300, "seconds"}, RefreshTokenValidity: Validity{10, "hours"}}, 5 * time.Minute, 10 * time.Hour},
		{"units without numbers", ClientSettings{AccessTokenValidity: Validity{0, "minutes"}, RefreshTokenValidity: Validity{0, "hours"}}, time.Hour, 30 * 24 * time.Hour},
		{"overflow of time.Duration", ClientSettings{RefreshTokenValidity: Validity{315360000, "days"}}, time.Hour, math.MaxInt64},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.access, tt.settings.AccessTokenLifetime())
			assert.Equal(t, tt.refresh, tt.settings.RefreshTokenLifetime())
		})
	}
}

func TestAllowsAuthFlow(t *testing.T) {
	all := []string{"USER_SRP_AUTH", "CUSTOM_AUTH", "REFRESH_TOKEN_AUTH", "USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH", "USER_AUTH"}
	rotating := &Rotation{Enabled: true}
	tests := []struct {
		name     string
		flows    []string
		rotation *Rotation
		want     []string
	}{
		{"none listed", nil, nil, []string{"USER_SRP_AUTH", "CUSTOM_AUTH", "REFRESH_TOKEN_AUTH"}},
		{"none listed, rotating", nil, rotating, []string{"USER_SRP_AUTH", "CUSTOM_AUTH"}},
		{"none listed, rotation off", nil, &Rotation{}, []string{"USER_SRP_AUTH", "CUSTOM_AUTH", "REFRESH_TOKEN_AUTH"}},
		{"listed", []string{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}, nil, []string{"REFRESH_TOKEN_AUTH", "USER_PASSWORD_AUTH"}},
		{"listed without refresh", []string{"ALLOW_USER_SRP_AUTH"}, nil, []string{"USER_SRP_AUTH"}},
		{"legacy", []string{"ADMIN_NO_SRP_AUTH"}, nil, []string{"USER_SRP_AUTH", "REFRESH_TOKEN_AUTH", "ADMIN_USER_PASSWORD_AUTH"}},
		{"legacy, rotating", []string{"USER_PASSWORD_AUTH"}, rotating, []string{"USER_SRP_AUTH", "USER_PASSWORD_AUTH"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := ClientSettings{ExplicitAuthFlows: tt.flows, Rotation: tt.rotation}
			var got []string
			for _, flow := range all {
				if c.AllowsAuthFlow(flow) {
					got = append(got, flow)
				}
			}
			assert.Equal(t, tt.want, got)
		})
	}
}
