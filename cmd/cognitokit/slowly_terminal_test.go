//go:build linux

package main

import (
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A terminal gets the line of a slow program. A read from a terminal may return a part of what was written.
func TestSlowlyOnATerminal(t *testing.T) {
	t.Parallel()
	controller, terminal := openTerminal(t)
	done := slowly(t.Context(), terminal, "reading the plan")
	want := clearLine + "reading the plan: "
	text := make([]byte, len(want))
	_, err := io.ReadFull(controller, text)
	require.NoError(t, err)
	done()
	assert.Equal(t, want, string(text))
}
