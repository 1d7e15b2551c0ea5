package cognitoidp

import (
	"encoding/json"
	"time"
)

// epoch returns a time in the form of the API: seconds since 1970 with a fraction of milliseconds.
func epoch(t time.Time) float64 { return float64(t.UnixMilli()) / 1000 }

// absentIfZero returns a pointer to v, or nil if v is zero: the response then omits the member.
func absentIfZero[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

// valueOr returns the value of a member, or otherwise if the member is absent.
func valueOr[T any](p *T, otherwise T) T {
	if p == nil {
		return otherwise
	}
	return *p
}

// members returns the named members of a request as the client sent them. It treats null as absent.
func (c *call) members(names []string) map[string][]byte {
	var all map[string]json.RawMessage
	_ = json.Unmarshal(c.body, &all) // Deserialize decoded it
	selected := map[string][]byte{}
	for _, name := range names {
		if raw, ok := all[name]; ok && string(raw) != "null" {
			selected[name] = raw
		}
	}
	return selected
}
