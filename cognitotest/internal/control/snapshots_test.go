package control_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// bothStorages runs a test with the state in memory and in a directory.
func bothStorages(t *testing.T, test func(t *testing.T, config cognitotest.Config)) {
	t.Helper()
	for name, dir := range map[string]bool{"in memory": false, "in a state directory": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var config cognitotest.Config
			if dir {
				config.StateDir = t.TempDir()
			}
			test(t, config)
		})
	}
}

func TestSnapshotIsRestored(t *testing.T) {
	t.Parallel()
	bothStorages(t, func(t *testing.T, config cognitotest.Config) {
		t.Helper()
		e := start(t, config)
		a := newApp(t, e, 60)
		first := a.signIn(t)
		e.Advance(time.Hour)
		taken := e.call(t, http.MethodPost, "/snapshots", `{"name":"signed-in"}`)
		assert.Equal(t, http.StatusCreated, taken.status)
		families, pools := e.families(t, ""), e.call(t, http.MethodGet, "/user-pools", "").body

		second, message := a.refresh(t, first)
		require.Empty(t, message)
		e.api(t, "AdminCreateUser", fmt.Sprintf(`{"UserPoolId":%q,"Username":"bo","UserAttributes":[{"Name":"email","Value":"bo@example.com"}],"DesiredDeliveryMediums":["EMAIL"]}`, a.pool))
		other := newApp(t, e, -1)
		other.signIn(t)
		e.call(t, http.MethodPost, "/clock/advance", `{"by":"31d"}`)
		_, message = a.refresh(t, second)
		require.Equal(t, "Refresh Token has expired", message)

		var c clock
		restored := e.call(t, http.MethodPost, "/snapshots/signed-in/restore", "")
		restored.into(t, &c)
		assert.Equal(t, time.Hour.Seconds(), c.AheadSeconds)
		assert.WithinDuration(t, time.Now().Add(time.Hour), e.Now(), time.Minute)
		assert.Equal(t, families, e.families(t, ""))
		assert.Equal(t, pools, e.call(t, http.MethodGet, "/user-pools", "").body)
		assert.Empty(t, e.messages(t, ""))
		status, _ := e.tryAPI(t, "AdminGetUser", fmt.Sprintf(`{"UserPoolId":%q,"Username":"bo"}`, a.pool))
		assert.Equal(t, http.StatusBadRequest, status)
		status, _ = e.tryAPI(t, "DescribeUserPool", fmt.Sprintf(`{"UserPoolId":%q}`, other.pool))
		assert.Equal(t, http.StatusBadRequest, status)
		_, message = a.refresh(t, second)
		assert.Equal(t, "Invalid Refresh Token.", message, "the token was issued after the snapshot")
		third, message := a.refresh(t, first)
		require.Empty(t, message)

		if config.StateDir != "" { // the disk has the restored state and what happened since
			want := e.families(t, "")
			e.Close()
			e = start(t, config)
			a.emulator = e
			assert.Equal(t, want[0].events(), e.families(t, "")[0].events())
			assert.WithinDuration(t, time.Now().Add(time.Hour), e.Now(), time.Minute)
			_, message = a.refresh(t, third)
			assert.Empty(t, message)
			assert.JSONEq(t, `{"snapshots":[]}`, e.call(t, http.MethodGet, "/snapshots", "").body, "snapshots are in memory")
		}
	})
}

// The keys of the pool stay the same, so an app's copy of the JWKS stays valid.
func TestRestoreKeepsTheKeys(t *testing.T) {
	t.Parallel()
	e := start(t, cognitotest.Config{})
	a := newApp(t, e, -1)
	e.call(t, http.MethodPost, "/snapshots", `{"name":"before-the-keys"}`)
	jwks := func() string {
		response, err := http.Get(e.URL + "/" + a.pool + "/.well-known/jwks.json")
		require.NoError(t, err)
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		return string(body)
	}
	before := jwks()
	token := a.signIn(t)
	e.call(t, http.MethodPost, "/snapshots", `{"name":"with-keys"}`)
	assert.Equal(t, http.StatusOK, e.call(t, http.MethodPost, "/snapshots/before-the-keys/restore", "").status)
	assert.Equal(t, before, jwks())
	assert.Equal(t, http.StatusOK, e.call(t, http.MethodPost, "/reset", "").status)
	assert.Equal(t, http.StatusOK, e.call(t, http.MethodPost, "/snapshots/with-keys/restore", "").status)
	assert.Equal(t, before, jwks())
	_, message := a.refresh(t, token)
	assert.Empty(t, message)
}

func TestSnapshotsAreListedReplacedAndDeleted(t *testing.T) {
	t.Parallel()
	e := start(t, cognitotest.Config{})
	names := func() (names []string) {
		var list struct {
			Snapshots []struct {
				Name string
				Time time.Time
			}
		}
		e.call(t, http.MethodGet, "/snapshots", "").into(t, &list)
		for _, s := range list.Snapshots {
			names = append(names, s.Name)
			assert.WithinDuration(t, e.Now(), s.Time, time.Minute)
		}
		return names
	}
	assert.Empty(t, names())
	for _, name := range []string{"b", "a.1_x-Y", "b"} {
		assert.Equal(t, http.StatusCreated, e.call(t, http.MethodPost, "/snapshots", `{"name":"`+name+`"}`).status)
	}
	assert.Equal(t, []string{"a.1_x-Y", "b"}, names())
	assert.Equal(t, http.StatusNoContent, e.call(t, http.MethodDelete, "/snapshots/b", "").status)
	assert.Equal(t, []string{"a.1_x-Y"}, names())

	const unknown = `No snapshot has the name "b". GET /_cognitotest/snapshots lists them.`
	assert.Equal(t, unknown, e.call(t, http.MethodDelete, "/snapshots/b", "").detail(t, http.StatusNotFound))
	assert.Equal(t, unknown, e.call(t, http.MethodPost, "/snapshots/b/restore", "").detail(t, http.StatusNotFound))
	for _, name := range []string{"", ".", "..", "a b", "a/b", "é", strings.Repeat("a", 65)} {
		assert.Contains(t, e.call(t, http.MethodPost, "/snapshots", fmt.Sprintf(`{"name":%q}`, name)).detail(t, http.StatusBadRequest), "is not a name. Write up to 64 letters", name)
	}
	for i := range 99 {
		e.call(t, http.MethodPost, "/snapshots", fmt.Sprintf(`{"name":"n%d"}`, i))
	}
	assert.Equal(t, "The emulator has 100 snapshots, which is the limit. Delete one.", e.call(t, http.MethodPost, "/snapshots", `{"name":"one-more"}`).detail(t, http.StatusConflict))
	assert.Equal(t, http.StatusCreated, e.call(t, http.MethodPost, "/snapshots", `{"name":"n1"}`).status, "it replaces one")
}

func TestResetWithoutASeedFile(t *testing.T) {
	t.Parallel()
	bothStorages(t, func(t *testing.T, config cognitotest.Config) {
		t.Helper()
		e := start(t, config)
		ca := e.CertificatePEM()
		a := newApp(t, e, -1)
		a.signIn(t)
		e.Advance(24 * time.Hour)
		if config.StateDir != "" { // with a state from an earlier run
			e.Close()
			e = start(t, config)
		}
		assert.JSONEq(t, `{"user_pools":[]}`, e.call(t, http.MethodPost, "/reset", "").body)
		assert.Empty(t, e.families(t, ""))
		assert.Zero(t, e.clock(t).AheadSeconds)
		if config.StateDir != "" {
			e.Close()
			e = start(t, config)
			assert.JSONEq(t, `{"user_pools":[]}`, e.call(t, http.MethodGet, "/user-pools", "").body)
			assert.Zero(t, e.clock(t).AheadSeconds)
			assert.Equal(t, ca, e.CertificatePEM())
		}
	})
}

const seed = `user_pool "orders" {
  username_attributes = ["email"]

  client "web" {}
}
`

func TestResetToTheSeedFile(t *testing.T) {
	t.Parallel()
	bothStorages(t, func(t *testing.T, config cognitotest.Config) {
		t.Helper()
		config.Seed = filepath.Join(t.TempDir(), "seed.hcl")
		require.NoError(t, os.WriteFile(config.Seed, []byte(seed), 0o600))
		e := start(t, config)
		seeded := e.call(t, http.MethodGet, "/user-pools", "").body
		pool := e.Seeded()[0]
		change := func() {
			t.Helper()
			e.api(t, "DeleteUserPool", fmt.Sprintf(`{"UserPoolId":%q}`, e.Seeded()[0].ID))
			e.api(t, "CreateUserPool", `{"PoolName":"another"}`)
		}
		change()
		assert.Empty(t, e.Seeded())
		assert.Equal(t, seeded, e.call(t, http.MethodPost, "/reset", "").body)
		assert.Equal(t, []cognitotest.SeededPool{pool}, e.Seeded(), "the same ids")
		if config.StateDir == "" {
			return
		}
		e.Close()
		e = start(t, config)
		assert.False(t, e.Seeded()[0].New)
		var pools userPools
		e.call(t, http.MethodPost, "/reset", "").into(t, &pools)
		require.Len(t, pools.Pools, 1)
		assert.NotEqual(t, pool.ID, pools.Pools[0]["id"], "the directory had a state: the pools are new")
		assert.Equal(t, pools.Pools[0]["id"], e.Seeded()[0].ID)
		first := e.call(t, http.MethodGet, "/user-pools", "").body
		change()
		assert.Equal(t, first, e.call(t, http.MethodPost, "/reset", "").body, "a second reset keeps the ids")
	})
}

// Readers see the state before or after a restore: two pools or none, each with its client.
func TestRestoreIsAtomic(t *testing.T) {
	t.Parallel()
	e := start(t, cognitotest.Config{})
	e.call(t, http.MethodPost, "/snapshots", `{"name":"empty"}`)
	newApp(t, e, -1)
	newApp(t, e, -1)
	e.call(t, http.MethodPost, "/snapshots", `{"name":"full"}`)
	full := e.call(t, http.MethodGet, "/user-pools", "").body
	var readers sync.WaitGroup
	done := make(chan struct{})
	seen := make([]map[string]int, 3)
	for i := range seen {
		seen[i] = map[string]int{}
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
					seen[i][e.call(t, http.MethodGet, "/user-pools", "").body]++
				}
			}
		})
	}
	for range 30 {
		for _, name := range []string{"empty", "full"} {
			assert.Equal(t, http.StatusOK, e.call(t, http.MethodPost, "/snapshots/"+name+"/restore", "").status)
		}
	}
	close(done)
	readers.Wait()
	for _, bodies := range seen {
		for body := range bodies {
			assert.Contains(t, []string{full, "{\"user_pools\":[]}\n"}, body)
		}
	}
}

// A change that cannot be written is an error in the format of the API, and changes nothing.
func TestFailedWriteIsAProblem(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	e := start(t, cognitotest.Config{StateDir: dir})
	newApp(t, e, -1)
	e.call(t, http.MethodPost, "/snapshots", `{"name":"one"}`)
	newApp(t, e, -1) // a restore of the present state would write nothing
	pools := e.call(t, http.MethodGet, "/user-pools", "").body
	require.NoError(t, os.Remove(filepath.Join(dir, "state.db")))
	for path, body := range map[string]string{"/clock/advance": `{"by":"1d"}`, "/reset": "", "/snapshots/one/restore": ""} {
		assert.Contains(t, e.call(t, http.MethodPost, path, body).detail(t, http.StatusInternalServerError), "the state cannot be written", path)
	}
	assert.Equal(t, pools, e.call(t, http.MethodGet, "/user-pools", "").body)
	assert.Zero(t, e.clock(t).AheadSeconds)
}

// A pool that is restored without keys gets new ones, which are stored: its tokens are valid after a
// restart.
func TestKeysAfterARestoreAreStored(t *testing.T) {
	t.Parallel()
	config := cognitotest.Config{StateDir: t.TempDir()}
	e := start(t, config)
	a := newApp(t, e, -1)
	e.call(t, http.MethodPost, "/snapshots", `{"name":"without-keys"}`)
	a.signIn(t)
	e.call(t, http.MethodPost, "/reset", "")
	e.call(t, http.MethodPost, "/snapshots/without-keys/restore", "")
	token := a.signIn(t)
	e.Close()
	a.emulator = start(t, config)
	_, message := a.refresh(t, token)
	assert.Empty(t, message)
}
