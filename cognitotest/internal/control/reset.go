package control

import "net/http"

// reset returns the emulator to its start. It responds with the user pools, because the pools of a seed
// file may have new ids.
func (a *API) reset(r *http.Request) (any, error) {
	if err := rejectBody(r); err != nil {
		return nil, err
	}
	if err := a.Reset(); err != nil {
		return nil, conflict("The emulator cannot be reset, and has not changed: %v.", err)
	}
	return a.userPools(r)
}
