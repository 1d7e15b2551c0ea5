package clients

import "testing"

// TestControlAPI uses the Control API of the emulator as a test in JavaScript does.
func TestControlAPI(t *testing.T) {
	t.Parallel()
	s, e, _ := newPool(t)
	e.Endpoint = s.endpoint
	runScript(t, "control-api.mjs", s, e)
}
