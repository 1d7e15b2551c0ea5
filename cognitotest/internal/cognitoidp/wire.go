package cognitoidp

import (
	"encoding/json"
	"time"
)

// epoch returns a time as the API writes it: seconds since 1970 with a fraction.
func epoch(t time.Time) float64 { return float64(t.UnixMilli()) / 1000 }

// absentIfZero returns a pointer to v, or nil if the response omits the member.
func absentIfZero[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

// valueOr returns the value of a member, or the default of an absent member.
func valueOr[T any](p *T, otherwise T) T {
	if p == nil {
		return otherwise
	}
	return *p
}

// members returns the named members of a request as the client sent them.
func (c *call) members(names []string) map[string][]byte {
	var all map[string]json.RawMessage
	_ = json.Unmarshal(c.body, &all) // validated before
	picked := map[string][]byte{}
	for _, name := range names {
		if raw, ok := all[name]; ok && string(raw) != "null" {
			picked[name] = raw
		}
	}
	return picked
}
