package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A truncated input could parse as another value, so it must be an error.
func TestInputAboveTheLimitIsRejected(t *testing.T) {
	t.Parallel()
	for size, want := range map[int]string{99: "", 100: "", 101: "it has more than 100 bytes", 100_000: "it has more than 100 bytes"} {
		text, err := readInput(strings.NewReader(strings.Repeat("a", size)), 100)
		if want == "" {
			require.NoError(t, err)
			assert.Len(t, text, size)
			continue
		}
		assert.EqualError(t, err, want)
	}
	_, err := readRefreshToken(io.LimitReader(endless{}, 2<<20))
	assert.EqualError(t, err, "standard input cannot be read: it has more than 1048576 bytes")
	_, err = readToken(nil, endless{})
	assert.EqualError(t, err, "standard input cannot be read: it has more than 1048576 bytes")
	large := filepath.Join(t.TempDir(), "large.json")
	require.NoError(t, os.WriteFile(large, nil, 0o600))
	require.NoError(t, os.Truncate(large, maxInputFile+1)) // a sparse file
	_, err = readOutputsFile(large, nil)
	assert.EqualError(t, err, large+" cannot be read: it has more than 268435456 bytes")
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}
