package provider

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/router"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/timing"
)

// sharedRouter returns the router, and starts it at the first call.
func sharedRouter(t testing.TB) *router.Router {
	t.Helper()
	running.routerOnce.Do(func() { running.router, running.routerErr = router.Start() })
	require.NoError(t, running.routerErr)
	return running.router
}

// routed contains the targets that have a route.
var routed sync.Map

// routerFor returns the router. The first call for a target registers the removal of its routes when the target ends,
// before its emulator closes.
func routerFor(t testing.TB, e *target.Target) *router.Router {
	t.Helper()
	r := sharedRouter(t)
	if _, known := routed.LoadOrStore(e, true); !known {
		e.Owner.Cleanup(func() { timing.Add(e.Owner, timing.Waiting, r.Remove(e.URL)) })
	}
	return r
}

// Route sends the requests about pools and domains whose name contains mark to the target's emulator.
func Route(t testing.TB, e *target.Target, mark string) {
	t.Helper()
	if e.URL != nil {
		routerFor(t, e).Route(mark, e.URL)
	}
}

// RoutePool sends the requests about a pool that the SDK created to the target's emulator.
func RoutePool(t testing.TB, e *target.Target, pool string) {
	t.Helper()
	if e.URL != nil {
		routerFor(t, e).RoutePool(pool, e.URL)
	}
}

// RouteList sends ListUserPools, which contains no pool, to the target's emulator. Only one target at a time may use it.
func RouteList(t testing.TB, e *target.Target) {
	t.Helper()
	if e.URL != nil {
		routerFor(t, e).RouteList(e.URL)
	}
}
