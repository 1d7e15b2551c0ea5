package engine

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

const playCaller = "ENGINE_TEST_PLAYS_CALLER"

// TestACallerThatIsKilled is both the test and, started by it once more, the caller.
func TestACallerThatIsKilled(t *testing.T) {
	if os.Getenv(playCaller) != "" {
		e, err := Prepare(t.Context(), Options{})
		if err == nil {
			_, err = e.StartProvider(t.Context(), nil)
		}
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute)
		return
	}
	m := newMachine(t, "terraform")
	m.provider("echo $$ > "+filepath.Join(m.root, "pid")+"\n"+runs, inMirror(terraformRegistry, "5.100.0")...)
	t.Setenv(MirrorVariable, filepath.Join(m.root, "opt", "plugins"))
	t.Setenv(playCaller, "yes")
	caller := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestACallerThatIsKilled$")
	if err := caller.Start(); err != nil {
		t.Fatal(err)
	}
	pid := m.number("pid")
	time.Sleep(200 * time.Millisecond) // threads come and go meanwhile
	if !isAlive(pid) {
		t.Error("the provider ended before its caller")
	}
	if err := caller.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = caller.Wait() // it was killed
	if !isGone(pid) {
		t.Error("the provider outlives a caller that was killed")
	}
}
