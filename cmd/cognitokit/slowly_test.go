//go:build linux

package main

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A slow program shows a line on a terminal, and none in a file.
func TestSlowly(t *testing.T) {
	t.Parallel()
	var file strings.Builder
	done := slowly(t.Context(), &file, "waiting")
	done()
	assert.Empty(t, file.String())

	controller, terminal := openTerminal(t)
	done = slowly(t.Context(), terminal, "reading the plan")
	time.Sleep(slowAfter + slowAfter/4)
	done()
	text := make([]byte, 100)
	n, err := controller.Read(text)
	require.NoError(t, err)
	assert.Equal(t, clearLine+"reading the plan: 2 s"+clearLine, string(text[:n]))
}
