package modeltest

import (
	"flag"
	"os"
	"testing"
)

// TestMain reduces the default number of random sequences to what takes a few seconds. The flag on the command line
// has precedence.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.checks", "15"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}
