package provider

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/router"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/timing"
)

// sharedRouter returns what leads the running provider's requests to the stand-ins.
func sharedRouter(t testing.TB) *router.Router {
	t.Helper()
	running.fronted.Do(func() { running.front, running.frontErr = router.Start() })
	require.NoError(t, running.frontErr)
	return running.front
}

// routed has the targets that have a route.
var routed sync.Map

// routerFor returns the front, and removes the target's routes at the end of the test that owns the target.
func routerFor(t testing.TB, e *target.Target) *router.Router {
	t.Helper()
	f := sharedRouter(t)
	if _, known := routed.LoadOrStore(e, true); !known {
		e.Owner.Cleanup(func() { timing.Add(e.Owner, timing.Waiting, f.Remove(e.URL)) })
	}
	return f
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

// RouteList sends ListUserPools, which names no pool, to the target's emulator. One target at a time may have it.
func RouteList(t testing.TB, e *target.Target) {
	t.Helper()
	if e.URL != nil {
		routerFor(t, e).RouteList(e.URL)
	}
}
