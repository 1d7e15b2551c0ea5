//go:build unix

package cognitotest_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// childState is the environment variable with a state directory. If it is set, the test binary
// runs a server with that directory instead of the tests.
const childState = "COGNITOTEST_CHILD_STATE"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childState); dir != "" {
		s, err := cognitotest.Start(cognitotest.Config{StateDir: dir})
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Println(s.URL)
		_, _ = io.Copy(io.Discard, os.Stdin) // waits for the end of the test process
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child is a server in another process.
type child struct {
	t     *testing.T
	cmd   *exec.Cmd
	stdin io.Closer
	url   string
}

func startChild(t *testing.T, dir string) *child {
	t.Helper()
	executable, err := os.Executable()
	require.NoError(t, err)
	c := &child{t: t, cmd: exec.Command(executable)}
	c.cmd.Env = append(os.Environ(), childState+"="+dir)
	c.cmd.Stderr = os.Stderr
	stdin, err := c.cmd.StdinPipe()
	require.NoError(t, err)
	c.stdin = stdin
	stdout, err := c.cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, c.cmd.Start())
	t.Cleanup(c.kill)
	line, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err)
	c.url = strings.TrimSpace(line)
	return c
}

// kill ends the process at once, as kill -9 does, so that the server cannot write anything.
func (c *child) kill() {
	_ = c.cmd.Process.Kill() // an error means that it was killed before
	_ = c.cmd.Wait()
	_ = c.stdin.Close()
}

// call sends an API request. Only a response with status 200 acknowledges the change.
func (c *child) call(action string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	request, err := http.NewRequest(http.MethodPost, c.url, strings.NewReader(string(body)))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/x-amz-json-1.1")
	request.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+action)
	request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=id/20260101/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s: %s", action, response.Status, text)
	}
	return json.Unmarshal(text, out)
}

type group struct {
	PoolID      string `json:"UserPoolId"`
	Name        string `json:"GroupName,omitempty"`
	Description string `json:",omitempty"`
}

type groupResponse struct{ Group group }

// acknowledged has the changes that the killed servers acknowledged.
type acknowledged struct {
	mu      sync.Mutex
	groups  map[string]bool // also the groups that a response has listed
	counter map[string]int  // the last acknowledged description of a group that is updated repeatedly
	left    int             // the number of acknowledgements until the kill
}

// note records an acknowledgement, and kills the server after the last one of the round. It also
// records acknowledgements that arrive during the kill.
func (a *acknowledged) note(c *child, write func()) {
	a.mu.Lock()
	defer a.mu.Unlock()
	write()
	if a.left--; a.left == 0 {
		_ = c.cmd.Process.Kill()
	}
}

const writers = 4

// The test kills a server several times during concurrent changes. The next server has every
// acknowledged change.
func TestKilledServerLosesNoAcknowledgedChange(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	done := acknowledged{groups: map[string]bool{}, counter: map[string]int{}}
	c := startChild(t, dir)
	var created struct {
		UserPool struct {
			ID string `json:"Id"`
		}
	}
	require.NoError(t, c.call("CreateUserPool", map[string]string{"PoolName": "orders"}, &created))
	pool := created.UserPool.ID

	for round := range 6 {
		done.left = 1 + rand.IntN(80)
		var running sync.WaitGroup
		for writer := range writers {
			running.Go(func() {
				counter := fmt.Sprintf("counter-%d-%d", round, writer)
				for n := 0; ; n++ {
					name := fmt.Sprintf("group-%d-%d-%d", round, writer, n)
					if c.call("CreateGroup", group{PoolID: pool, Name: name}, &groupResponse{}) != nil {
						return
					}
					done.note(c, func() { done.groups[name] = true })
					action := "UpdateGroup"
					if n == 0 {
						action = "CreateGroup"
					}
					if c.call(action, group{PoolID: pool, Name: counter, Description: strconv.Itoa(n + 1)}, &groupResponse{}) != nil {
						return
					}
					done.note(c, func() { done.counter[counter] = n + 1 })
				}
			})
		}
		running.Go(func() { // a listed group is as durable as an acknowledged one
			for {
				var list struct{ Groups []group }
				if c.call("ListGroups", group{PoolID: pool}, &list) != nil {
					return
				}
				done.mu.Lock()
				for _, g := range list.Groups {
					if strings.HasPrefix(g.Name, "group-") {
						done.groups[g.Name] = true
					}
				}
				done.mu.Unlock()
			}
		})
		running.Wait()
		c.kill()

		c = startChild(t, dir)
		for name := range done.groups {
			assert.NoError(t, c.call("GetGroup", group{PoolID: pool, Name: name}, &groupResponse{}), "round %d: %s was acknowledged", round, name)
		}
		for name, want := range done.counter {
			var got groupResponse
			require.NoError(t, c.call("GetGroup", group{PoolID: pool, Name: name}, &got))
			n, err := strconv.Atoi(got.Group.Description)
			require.NoError(t, err)
			assert.Contains(t, []int{want, want + 1}, n, "round %d: %s; the response to one write may be lost", round, name)
		}
	}
	t.Logf("%d acknowledged groups and %d counters survived 6 kills", len(done.groups), len(done.counter))
}
