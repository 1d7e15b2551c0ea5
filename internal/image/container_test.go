//go:build linux

package main

import (
	"archive/tar"
	"bytes"
	"context"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// container runs the command in the root of the unpacked image. As root, it changes the root folder and the user as a container
// engine does, so that the process has only the files of the image. Otherwise it runs as the caller.
type container struct {
	t        *testing.T
	root     string
	isolated bool
	entry    []string
}

func newContainer(t *testing.T) *container {
	t.Helper()
	archive, err := written()
	require.NoError(t, err)
	image := imageFor(t, unpacked(t, archive), runtime.GOARCH)
	config, err := image.ConfigFile()
	require.NoError(t, err)
	c := &container{t: t, root: t.TempDir(), isolated: os.Getuid() == 0, entry: config.Config.Entrypoint}
	for folder := c.root; c.isolated && folder != "/"; folder = filepath.Dir(folder) {
		if strings.HasPrefix(folder, os.TempDir()+"/") { // the user of the image must reach the root
			require.NoError(t, os.Chmod(folder, 0o755))
		}
	}
	read(t, image, func(header *tar.Header, content []byte) {
		name := filepath.Join(c.root, header.Name)
		if header.Typeflag == tar.TypeDir {
			require.NoError(t, os.Mkdir(name, 0o700))
		} else {
			require.NoError(t, os.WriteFile(name, content, 0o600))
		}
		require.NoError(t, os.Chmod(name, header.FileInfo().Mode()))
		if c.isolated {
			require.NoError(t, os.Chown(name, header.Uid, header.Gid))
		}
	})
	return c
}

// command returns a process of the container, with the empty environment of the image.
func (c *container) command(words ...string) *exec.Cmd {
	if c.isolated {
		cmd := exec.Command(words[0], words[1:]...)
		cmd.Path, cmd.Err, cmd.Env, cmd.Dir = words[0], nil, []string{}, "/"
		cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: c.root, Credential: &syscall.Credential{Uid: user, Gid: user}}
		return cmd
	}
	cmd := exec.Command(filepath.Join(c.root, words[0]), words[1:]...)
	cmd.Env = []string{"TMPDIR=" + filepath.Join(c.root, "tmp")}
	return cmd
}

// path returns an argument with the path of a file as the process sees it.
func (c *container) path(name string) string {
	if c.isolated || !strings.HasPrefix(name, "/") {
		return name
	}
	return filepath.Join(c.root, name)
}

// start runs the entry point with arguments, and waits for the health check as a container engine does.
func (c *container) start(port string, arguments ...string) (stop func() string) {
	c.t.Helper()
	words := append(append([]string{}, c.entry...), arguments...)
	cmd := c.command(words...)
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	require.NoError(c.t, cmd.Start())
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	stop = func() string {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		select {
		case err := <-ended:
			require.NoError(c.t, err, output.String())
		case <-time.After(time.Minute):
			_ = cmd.Process.Kill()
			c.t.Fatal("the process ignores SIGTERM")
		}
		return output.String()
	}
	emulator, err := composeProject(c.t).GetService("cognito")
	require.NoError(c.t, err)
	require.Equal(c.t, "CMD", emulator.HealthCheck.Test[0], "the image has no shell")
	health := slices.Concat(emulator.HealthCheck.Test[1:], []string{"--endpoint", "http://127.0.0.1:" + port}) // the test has another port
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		check, err := c.command(health...).CombinedOutput()
		if err == nil {
			return stop
		}
		select {
		case err := <-ended:
			c.t.Fatalf("the process ended: %v\n%s", err, output.String())
		default:
		}
		if time.Now().After(deadline) {
			_ = cmd.Process.Kill()
			c.t.Fatalf("not healthy: %s", check)
		}
	}
}

// freePort returns a port that no process uses.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "0.0.0.0:0")
	require.NoError(t, err)
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	require.NoError(t, err)
	return port
}

// otherAddresses returns the IPv4 addresses of this machine beyond loopback.
func otherAddresses(t *testing.T) (found []string) {
	t.Helper()
	addresses, err := net.InterfaceAddrs()
	require.NoError(t, err)
	for _, address := range addresses {
		if network, ok := address.(*net.IPNet); ok && network.IP.To4() != nil && !network.IP.IsLoopback() {
			found = append(found, network.IP.String())
		}
	}
	if len(found) == 0 {
		t.Log("this machine has only loopback addresses: NOT CHECKED that the image listens on another one")
	}
	return found
}

// The unpacked image runs: it is healthy, serves the API and the pages under the names that other containers use, and keeps its
// state in the volume over a restart.
func TestContainer(t *testing.T) {
	t.Parallel()
	c := newContainer(t)
	if !c.isolated {
		t.Log("the test does not run as root: NOT CHECKED that the image has every file that the command needs")
	}
	example, err := os.ReadFile("../../examples/seed/seed.hcl")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(c.root, "seed.hcl"), example, 0o644))
	port, proxy := freePort(t), freePort(t)
	arguments := []string{"--listen", "0.0.0.0:" + port, "--proxy-listen", "0.0.0.0:" + proxy, "--expose", "emulator.test"}
	emulator, err := composeProject(t).GetService("cognito")
	require.NoError(t, err)
	require.Equal(t, []string{"--seed", "/seed.hcl", "--state", "/state"}, []string(emulator.Command))
	for _, argument := range emulator.Command {
		arguments = append(arguments, c.path(argument))
	}
	stop := c.start(port, arguments...)

	api := cognitoidentityprovider.New(cognitoidentityprovider.Options{
		Region: "us-east-1", BaseEndpoint: aws.String("http://127.0.0.1:" + port),
		Credentials: credentials.NewStaticCredentialsProvider("any", "any", ""),
	})
	pools, err := api.ListUserPools(t.Context(), &cognitoidentityprovider.ListUserPoolsInput{MaxResults: aws.Int32(10)})
	require.NoError(t, err)
	require.Len(t, pools.UserPools, 1)
	id := pools.UserPools[0].Id
	described, err := api.DescribeUserPool(t.Context(), &cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: id})
	require.NoError(t, err)
	assert.Equal(t, "orders", *described.UserPool.Name)

	for host, want := range map[string]int{"cognito": 200, "emulator.test": 200, "localhost": 200, "other": 421} {
		request, err := http.NewRequest(http.MethodGet, "http://127.0.0.1:"+port+"/"+*id+"/.well-known/jwks.json", nil)
		require.NoError(t, err)
		request.Host = host + ":" + port
		response, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		_ = response.Body.Close()
		assert.Equal(t, want, response.StatusCode, host)
	}

	// Other containers connect to an address beyond loopback.
	for _, address := range otherAddresses(t) {
		response, err := http.Get("http://" + net.JoinHostPort(address, port) + "/_cognitotest/health")
		if assert.NoError(t, err) {
			_ = response.Body.Close()
			assert.Equal(t, http.StatusOK, response.StatusCode, address)
		}
	}

	output := stop()
	assert.Contains(t, output, "plain endpoint  http://cognito:"+port+"\n")
	assert.Contains(t, output, "Warning: other machines can reach the emulator under cognito, emulator.test. ")
	check := c.command("/cognitokit", "health", "--endpoint", "http://127.0.0.1:"+port)
	failed, err := check.CombinedOutput()
	require.Error(t, err)
	assert.Equal(t, 1, check.ProcessState.ExitCode(), string(failed))

	stop = c.start(port, arguments...)
	again, err := api.DescribeUserPool(context.Background(), &cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: id})
	require.NoError(t, err)
	assert.Equal(t, described.UserPool.Arn, again.UserPool.Arn, "the state is in the volume")
	stop()
	info, err := os.Stat(filepath.Join(c.root, "state", "state.db"))
	require.NoError(t, err)
	assert.Equal(t, fs.FileMode(0o600), info.Mode().Perm())
	temporary, err := os.ReadDir(filepath.Join(c.root, "tmp"))
	require.NoError(t, err)
	assert.Empty(t, temporary)
}

// Without --state the process writes only to /tmp.
func TestContainerWithoutState(t *testing.T) {
	t.Parallel()
	c := newContainer(t)
	port := freePort(t)
	stop := c.start(port, "--listen", "0.0.0.0:"+port, "--proxy-listen", "0.0.0.0:0")
	temporary, err := os.ReadDir(filepath.Join(c.root, "tmp"))
	require.NoError(t, err)
	assert.Len(t, temporary, 1)
	stop()
	version, err := c.command("/cognitokit", "--version").Output()
	require.NoError(t, err)
	assert.Equal(t, "cognitokit version v1.2.3\n", string(version))
}
