package control

import "net/http"

type health struct {
	Status string `json:"status"`
}

// health responds with 503 after a failed write to the state directory. The emulator accepts requests
// only after it has applied its seed file, so the pools exist.
func (a *API) health(*http.Request) (any, error) {
	if err := a.StateError(); err != nil {
		return nil, newProblem(http.StatusServiceUnavailable, "%v. Restart the emulator.", err)
	}
	return health{"ok"}, nil
}
