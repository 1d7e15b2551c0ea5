package report

import (
	"fmt"
	"io"
	"testing"
)

// BenchmarkWrite writes a report of 100 environments with 10 clients each and 30 checks.
func BenchmarkWrite(b *testing.B) {
	r := &Report{Version: Version}
	var results []Result
	for i := range 30 {
		name := fmt.Sprintf("check-%d", i)
		r.Checks = append(r.Checks, Check{Name: name, Doc: "The setting is off."})
		results = append(results, Result{Check: name, Outcome: Passed})
	}
	results[7] = Result{Check: "check-7", Outcome: Failed, Findings: []Finding{{Message: "It is on.", Fix: "Write off."}}}
	lifetime := sample().Environments[0].Clients[0].Lifetime
	for i := range 100 {
		e := Environment{Name: fmt.Sprintf("environment-%d", i), Results: results[:10]}
		for j := range 10 {
			e.Clients = append(e.Clients, Client{Key: fmt.Sprintf("client-%d", j), Results: results[10:], Lifetime: lifetime})
		}
		r.Environments = append(r.Environments, e)
	}
	for _, format := range Formats {
		b.Run(format, func(b *testing.B) {
			for b.Loop() {
				if err := Write(io.Discard, format, r, WriteOptions{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
