package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The line appears after two seconds, counts each second, and is erased at the end. The clock is the bubble's, so a slow machine
// reads the same text.
func TestShowSlowly(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		after time.Duration
		want  string
	}{
		{"a fast program", slowAfter - time.Millisecond, ""},
		{"two seconds", 2500 * time.Millisecond, clearLine + "reading the plan: 2 s" + clearLine},
		{"three seconds", 3500 * time.Millisecond, clearLine + "reading the plan: 2 s" + clearLine + "reading the plan: 3 s" + clearLine},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var terminal strings.Builder
				done := showSlowly(t.Context(), &terminal, "reading the plan")
				time.Sleep(tt.after)
				done()
				done()
				assert.Equal(t, tt.want, terminal.String())
			})
		})
	}
}

// Output that is not a terminal gets no line, also after two seconds.
func TestSlowlyInAFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "output")
	file, err := os.Create(path)
	require.NoError(t, err)
	for _, w := range []io.Writer{file, new(strings.Builder)} {
		synctest.Test(t, func(t *testing.T) {
			done := slowly(t.Context(), w, "waiting")
			time.Sleep(2 * slowAfter)
			done()
		})
		if text, ok := w.(*strings.Builder); ok {
			assert.Empty(t, text.String())
		}
	}
	require.NoError(t, file.Close())
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Empty(t, string(text))
}
