package engine

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

const actAsCaller = "ENGINE_TEST_ACTS_AS_CALLER"

// The test starts its own executable again, with actAsCaller, as the caller that is killed.
func TestProviderEndsWhenItsCallerIsKilled(t *testing.T) {
	if os.Getenv(actAsCaller) != "" {
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
	m.provider("echo $$ > "+filepath.Join(m.root, "pid")+"\n"+run, inMirror(terraformRegistry, "5.100.0")...)
	t.Setenv(MirrorVariable, filepath.Join(m.root, "opt", "plugins"))
	t.Setenv(actAsCaller, "yes")
	caller := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestProviderEndsWhenItsCallerIsKilled$")
	if err := caller.Start(); err != nil {
		t.Fatal(err)
	}
	pid := m.number("pid")
	time.Sleep(200 * time.Millisecond) // threads of the caller may exit meanwhile, which must not end the provider
	if !isAlive(pid) {
		t.Error("the provider ended before its caller")
	}
	if err := caller.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = caller.Wait() // it was killed
	if !exits(pid) {
		t.Error("the provider still runs after its caller was killed")
	}
}
