package userpool

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// The limits are from the API reference: 5 minutes to a day for access and ID tokens, an hour to ten years for refresh
// tokens.
func TestTokenLifetimeIsLimited(t *testing.T) {
	t.Parallel()
	const (
		outside = "InvalidParameterException: Invalid range for token validity."
		longer  = "InvalidParameterException: Access and Id Token expiration times must be less than or equal to refresh token expiration times."
	)
	s, pool := newDefaultStore(t, Pool{})
	year := Validity{365, "days"}
	for _, tt := range []struct {
		name                string
		access, id, refresh Validity
		want                string
	}{
		{"none set", Validity{}, Validity{}, Validity{}, ""},

		{"shortest access token", Validity{300, "seconds"}, Validity{}, year, ""},
		{"access token below the limit", Validity{299, "seconds"}, Validity{}, year, outside},
		{"shortest access token in minutes", Validity{5, "minutes"}, Validity{}, year, ""},
		{"access token below the limit in minutes", Validity{4, "minutes"}, Validity{}, year, outside},
		{"longest access token", Validity{86400, "seconds"}, Validity{}, year, ""},
		{"access token above the limit", Validity{86401, "seconds"}, Validity{}, year, outside},
		{"longest access token without a unit", Validity{24, ""}, Validity{}, year, ""},
		{"access token above the limit without a unit", Validity{25, ""}, Validity{}, year, outside},
		{"longest access token in days", Validity{1, "days"}, Validity{}, year, ""},
		{"access token above the limit in days", Validity{2, "days"}, Validity{}, year, outside},

		{"shortest ID token", Validity{}, Validity{300, "seconds"}, year, ""},
		{"ID token below the limit", Validity{}, Validity{299, "seconds"}, year, outside},
		{"longest ID token", Validity{}, Validity{86400, "seconds"}, year, ""},
		{"ID token above the limit", Validity{}, Validity{86401, "seconds"}, year, outside},
		{"longest ID token without a unit", Validity{}, Validity{24, ""}, year, ""},
		{"ID token above the limit without a unit", Validity{}, Validity{25, ""}, year, outside},

		{"shortest refresh token", Validity{}, Validity{}, Validity{3600, "seconds"}, ""},
		{"refresh token below the limit", Validity{5, "minutes"}, Validity{5, "minutes"}, Validity{3599, "seconds"}, outside},
		{"refresh token below the limit in minutes", Validity{5, "minutes"}, Validity{5, "minutes"}, Validity{59, "minutes"}, outside},
		{"longest refresh token", Validity{}, Validity{}, Validity{315360000, "seconds"}, ""},
		{"refresh token above the limit", Validity{}, Validity{}, Validity{315360001, "seconds"}, outside},
		{"longest refresh token without a unit", Validity{}, Validity{}, Validity{3650, ""}, ""},
		{"refresh token above the limit without a unit", Validity{}, Validity{}, Validity{3651, ""}, outside},
		{"refresh token whose seconds overflow", Validity{}, Validity{}, Validity{315360000, "days"}, outside},

		{"access token as long as the refresh token", Validity{2, "hours"}, Validity{}, Validity{2, "hours"}, ""},
		{"access token longer than the refresh token", Validity{7201, "seconds"}, Validity{}, Validity{2, "hours"}, longer},
		{"ID token as long as the refresh token", Validity{}, Validity{2, "hours"}, Validity{2, "hours"}, ""},
		{"ID token longer than the refresh token", Validity{}, Validity{7201, "seconds"}, Validity{2, "hours"}, longer},
	} {
		settings := ClientSettings{AccessTokenValidity: tt.access, IDTokenValidity: tt.id, RefreshTokenValidity: tt.refresh}
		_, err := s.CreateClient(pool.ID, settings, "", false)
		assert.Equal(t, tt.want, errorText(err), tt.name)
	}
}

func TestIDTokenLifetime(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		validity Validity
		want     time.Duration
	}{
		{Validity{}, time.Hour},
		{Validity{0, "seconds"}, time.Hour},
		{Validity{3, ""}, 3 * time.Hour},
		{Validity{300, "seconds"}, 5 * time.Minute},
		{Validity{7, "minutes"}, 7 * time.Minute},
		{Validity{2, "hours"}, 2 * time.Hour},
		{Validity{1, "days"}, 24 * time.Hour},
		{Validity{9223372036, "seconds"}, 9223372036 * time.Second},
		{Validity{9223372037, "seconds"}, math.MaxInt64},
	} {
		assert.Equal(t, tt.want, ClientSettings{IDTokenValidity: tt.validity}.IDTokenLifetime(), "%v", tt.validity)
	}
}
