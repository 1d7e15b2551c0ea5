package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
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
	assert.EqualError(t, err, large+" cannot be read: it has more than 268435456 bytes. Name another file")
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func TestUnreadable(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		err  error
		want string
	}{
		{&fs.PathError{Op: "open", Path: "a", Err: syscall.ENOENT}, "a cannot be read: no such file or directory. Check the path"},
		{&fs.PathError{Op: "open", Path: "a", Err: syscall.EACCES}, "a cannot be read: permission denied. Check its permissions"},
		{&fs.PathError{Op: "read", Path: "a", Err: syscall.EISDIR}, "a cannot be read: is a directory. Name another file"},
		{errors.New("it has more than 3 bytes"), "a cannot be read: it has more than 3 bytes. Name another file"},
	} {
		assert.EqualError(t, unreadable("a", tt.err), tt.want)
	}
}
