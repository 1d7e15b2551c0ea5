package userpool

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Two requests can create the keys of a pool at the same time. Both then use the keys that are stored first.
func TestFirstKeysOfAPoolStay(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{})
	_, ok := s.Keys(pool.ID)
	require.False(t, ok)
	for _, der := range []string{"first", "second"} {
		got, err := s.KeepKeys(pool.ID, Keys{Refresh: []byte(der)})
		require.NoError(t, err)
		assert.Equal(t, Keys{Refresh: []byte("first")}, got, der)
	}
	_, err := s.KeepKeys("us-east-1_none", Keys{Refresh: []byte("first")})
	assert.EqualError(t, err, "ResourceNotFoundException: User pool us-east-1_none does not exist.")
}

func TestSecretsOfTheEmulator(t *testing.T) {
	t.Parallel()
	s := NewStore("123456789012")
	_, ok := s.FindSecret("csrf")
	assert.False(t, ok)
	first := func() []byte { return []byte("first") }
	assert.Equal(t, []byte("first"), s.Secret("csrf", first))
	assert.Equal(t, []byte("first"), s.Secret("csrf", func() []byte { return []byte("second") }))
	s.SetSecret("csrf", []byte("third"))
	secret, ok := s.FindSecret("csrf")
	assert.True(t, ok)
	assert.Equal(t, []byte("third"), secret)
	assert.Equal(t, []byte("third"), s.Secret("csrf", first))
	_, ok = s.FindSecret("other")
	assert.False(t, ok)
}
