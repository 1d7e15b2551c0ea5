package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A document keeps the time of its creation when it changes.
func TestRawSettings(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{})
	get := func(key string) RawSetting {
		d, ok, err := s.RawSetting(pool.ID, key)
		require.NoError(t, err)
		require.Equal(t, ok, d.Body != nil)
		return d
	}
	assert.Zero(t, get("ui"))
	d, err := s.SetRawSetting(pool.ID, "ui", []byte("1"))
	require.NoError(t, err)
	assert.Equal(t, RawSetting{Body: []byte("1"), Created: stillTime, Modified: stillTime}, d)
	assert.Zero(t, get("risk"))
	s.Clock.Advance(time.Minute)
	d, err = s.SetRawSetting(pool.ID, "ui", []byte("2"))
	require.NoError(t, err)
	assert.Equal(t, RawSetting{Body: []byte("2"), Created: stillTime, Modified: stillTime.Add(time.Minute)}, d)
	assert.Equal(t, d, get("ui"))
	d, err = s.SetRawSetting(pool.ID, "ui", nil)
	require.NoError(t, err)
	assert.Zero(t, d)
	assert.Zero(t, get("ui"))
	_, _, err = s.RawSetting("us-east-1_none", "ui")
	assert.EqualError(t, err, "ResourceNotFoundException: User pool us-east-1_none does not exist.")
}
