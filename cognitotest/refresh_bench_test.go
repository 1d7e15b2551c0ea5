package cognitotest

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// BenchmarkRefresh compares a refresh at the token endpoint with the same refresh without the log of
// requests and without faults. The two alternate, so that the load of the machine is the same.
func BenchmarkRefresh(b *testing.B) {
	s := NewServer()
	defer s.Close()
	client, refreshToken := signedIn(b, s, false)
	router := newRouter(s.store, s.config, s.Reset)
	defer router.triggers.Close()
	bare := s.logged(s.recovered(router.withBody(router)))
	refresh := func(handler http.Handler) time.Duration {
		r, w := refreshGrantRequest(client, refreshToken), httptest.NewRecorder()
		began := time.Now()
		handler.ServeHTTP(w, r)
		took := time.Since(began)
		require.Equal(b, http.StatusOK, w.Code)
		return took
	}
	var logged, unlogged time.Duration
	for first := true; b.Loop(); first = !first { // the first of two refreshes is slower
		if first {
			logged += refresh(s.handler)
			unlogged += refresh(bare)
		} else {
			unlogged += refresh(bare)
			logged += refresh(s.handler)
		}
	}
	b.ReportMetric(float64(logged.Microseconds())/float64(b.N), "µs/logged")
	b.ReportMetric(float64(unlogged.Microseconds())/float64(b.N), "µs/unlogged")
	b.ReportMetric(float64(logged)/float64(unlogged), "ratio")
}
