package engine

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// announces is what a provider says that was started with -debug.
const announces = `echo '{"@level":"debug","@message":"provider address"}'
echo 'Provider started. To attach Terraform CLI, set the TF_REATTACH_PROVIDERS environment variable with the following:'
echo
echo "	TF_REATTACH_PROVIDERS='{\"registry.terraform.io/hashicorp/aws\":{\"Protocol\":\"grpc\",\"ProtocolVersion\":5,\"Pid\":$$,\"Test\":true,\"Addr\":{\"Network\":\"unix\",\"String\":\"/tmp/plugin1\"}}}'"
`

// runs is a provider that runs until it is interrupted.
const runs = announces + "exec sleep 60\n"

// provider writes a fake AWS provider: a shell script.
func (m *machine) provider(does string, parts ...string) string {
	m.t.Helper()
	path := m.file("#!/bin/sh\nPATH=/usr/bin:/bin\n"+does, parts...)
	if err := os.Chmod(path, 0o700); err != nil {
		m.t.Fatal(err)
	}
	return path
}

// inMirror is where a provider is unpacked, of some version.
func inMirror(registry, version string) []string {
	return []string{"opt", "plugins", registry, "hashicorp", "aws", version, here, "terraform-provider-aws_v" + version + "_x5"}
}

// start expects success.
func (m *machine) start(e *Engine, env map[string]string) *Provider {
	m.t.Helper()
	p, err := e.StartProvider(m.t.Context(), env)
	if err != nil {
		m.t.Fatal(err)
	}
	m.t.Cleanup(p.Close)
	return p
}

// listener returns what a provider's environment tells the engine, and the process id in it.
func (m *machine) listener(p *Provider, registry string) (pid int) {
	m.t.Helper()
	var listeners map[string]struct {
		Pid  int
		Addr struct{ Network, String string }
	}
	text := p.Env()["TF_REATTACH_PROVIDERS"]
	if err := json.Unmarshal([]byte(text), &listeners); err != nil {
		m.t.Fatalf("%s: %v", text, err)
	}
	one, ok := listeners[registry+"/hashicorp/aws"]
	if !ok || len(listeners) != 1 || one.Addr.String != "/tmp/plugin1" {
		m.t.Errorf("got %s, want one provider of %s", text, registry)
	}
	return one.Pid
}

// number reads a file with one number.
func (m *machine) number(name string) int {
	m.t.Helper()
	for range 200 {
		text, err := os.ReadFile(filepath.Join(m.root, name))
		if n, wrong := strconv.Atoi(strings.TrimSpace(string(text))); err == nil && wrong == nil {
			return n
		}
		time.Sleep(50 * time.Millisecond)
	}
	m.t.Fatalf("there is no number in %s", name)
	return 0
}

// isAlive tells whether a process runs.
func isAlive(pid int) bool {
	// One that has ended stays until its parent asks how (proc(5): state Z), which some that adopt never do.
	if stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat"); err == nil && strings.Contains(string(stat), ") Z ") {
		return false
	}
	process, err := os.FindProcess(pid)
	return err == nil && process.Signal(syscall.Signal(0)) == nil
}

// isGone waits a while for the end of a process.
func isGone(pid int) bool {
	for range 100 {
		if !isAlive(pid) {
			return true
		}
		time.Sleep(50 * time.Millisecond)
	}
	return false
}

func TestStartProvider(t *testing.T) {
	for _, tt := range []struct{ name, engine, registry, looksUnder string }{
		{"Terraform", "terraform", terraformRegistry, terraformRegistry},
		{"OpenTofu", "tofu", openTofuRegistry, openTofuRegistry},
		{"OpenTofu with a mirror of Terraform's", "tofu", terraformRegistry, openTofuRegistry},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := newMachine(t, tt.engine)
			m.provider(runs, inMirror(tt.registry, "5.100.0")...)
			p := m.start(m.prepare(), nil)
			pid := m.listener(p, tt.looksUnder)
			if !isAlive(pid) {
				t.Error("the provider does not run")
			}
			p.Close()
			if !isGone(pid) {
				t.Error("the provider runs after Close")
			}
			p.Close() // does nothing
		})
	}
}

func TestTheNewestProviderIsStarted(t *testing.T) {
	m := newMachine(t, "terraform")
	for _, version := range []string{"5.99.1", "5.100.0", "6.2.0", "6.12.1", "7.0.0"} {
		m.provider(runs, inMirror(terraformRegistry, version)...)
	}
	e := m.prepare()
	if got := e.ProviderVersion(); got != "6.12.1" {
		t.Errorf("at hand is %s, want 6.12.1", got)
	}
	if p := m.start(e, nil); p.Version != "6.12.1" {
		t.Errorf("started %s, want 6.12.1", p.Version)
	}
}

func TestAPackedProviderIsUnpackedByTheEngine(t *testing.T) {
	m := newMachine(t, "terraform")
	m.mirrorWith(terraformRegistry, "terraform-provider-aws_5.100.0_"+here+".zip", "opt", "plugins")
	t.Setenv(fakeInstalls, m.provider(runs, "installs"))
	e := m.prepare()
	if len(m.inits()) > 0 {
		t.Error("it is unpacked before anybody asks for it")
	}
	m.start(e, nil)
	if inits := m.inits(); len(inits) != 1 || inits[0]["TF_CLI_CONFIG_FILE"] != e.Env()["TF_CLI_CONFIG_FILE"] {
		t.Errorf("inits %v, want one with the configuration of the runs", inits)
	}
}

func TestAFetchedProviderIsStarted(t *testing.T) {
	m := newMachine(t, "terraform")
	t.Setenv(fakeInstalls, m.provider(runs, "installs"))
	e := m.prepare()
	m.start(e, nil)
	if len(m.inits()) != 1 {
		t.Errorf("inits %v, want one", m.inits())
	}
}

func TestTheProvidersEnvironment(t *testing.T) {
	m := newMachine(t, "terraform")
	m.provider("env > "+filepath.Join(m.root, "environment")+"\n"+runs, inMirror(terraformRegistry, "5.100.0")...)
	for _, name := range []string{"AWS_PROFILE", "AWS_CA_BUNDLE", "AWS_ENDPOINT_URL_STS", "HTTPS_PROXY", "no_proxy", "TF_LOG_PROVIDER"} {
		t.Setenv(name, "the caller's")
	}
	t.Setenv("EDITOR", "ed")
	e := m.prepare()
	m.start(e, map[string]string{"AWS_REGION": "eu-west-1", "HTTPS_PROXY": "http://127.0.0.1:1"})
	text, err := os.ReadFile(filepath.Join(m.root, "environment"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"AWS_REGION=eu-west-1\n", "HTTPS_PROXY=http://127.0.0.1:1\n", "EDITOR=ed\n", "TF_LOG_SDK=OFF\n", "TMPDIR=" + e.folder + "\n"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the provider does not see %s", want)
		}
	}
	if strings.Contains(string(text), "the caller's") {
		t.Errorf("the provider sees what is the caller's:\n%s", text)
	}
}

func TestAProviderThatDoesNotStart(t *testing.T) {
	for _, tt := range []struct{ name, does, want string }{
		{"refuses", "echo 'panic: no luck' >&2; exit 2\n", `ended before it listened (it printed "panic: no luck")`},
		{"ends in silence", "exit 0\n", `ended before it listened (it printed "nothing")`},
		{"does not understand -debug", "echo 'This binary is a plugin.'\necho 'Execute it by Terraform.'\nexit 1\n", `ended before it listened (it printed "This binary is a plugin.")`},
		{"hangs", "echo 'thinking'; exec sleep 60\n", `did not report its address in time (it printed "thinking")`},
		{"hangs, and what it started", "sleep 60 &\nexit 1\n", `ended before it listened (it printed "nothing")`},
		{"says what is no JSON", "echo \"TF_REATTACH_PROVIDERS='{moon}'\"; exec sleep 60\n", `printed an unknown address ("{moon}")`},
		{"says that it is several", "echo 'TF_REATTACH_PROVIDERS={\"a\":{},\"b\":{}}'; exec sleep 60\n", `printed an unknown address`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := newMachine(t, "terraform")
			path := m.provider(tt.does, inMirror(terraformRegistry, "5.100.0")...)
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
			defer cancel()
			_, err := m.prepare().StartProvider(ctx, nil)
			if err == nil {
				t.Fatal("it started")
			}
			if got, want := err.Error(), "the AWS provider "+path+" "+tt.want; !strings.HasPrefix(got, want) {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

func TestAProviderThatCannotBeStarted(t *testing.T) {
	t.Run("a development override", func(t *testing.T) {
		m := newMachine(t, "terraform")
		m.file("# dev_overrides", "home", ".terraformrc")
		t.Setenv(fakeInit, "nothing")
		e := m.prepare()
		if _, err := e.StartProvider(t.Context(), nil); !errors.Is(err, ErrDevelopmentOverride) {
			t.Errorf("got %v", err)
		}
		if got := e.ProviderVersion(); got != "" {
			t.Errorf("version %q", got)
		}
	})
	t.Run("a folder without an executable", func(t *testing.T) {
		m := newMachine(t, "terraform")
		root := m.mirror("opt", "plugins")
		_, err := m.prepare().StartProvider(t.Context(), nil)
		if want := "there is no executable of the AWS provider in " + root; err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	})
	t.Run("a file that cannot be run", func(t *testing.T) {
		m := newMachine(t, "terraform")
		path := m.file("MZ", inMirror(terraformRegistry, "5.100.0")...)
		_, err := m.prepare().StartProvider(t.Context(), nil)
		if want := "the AWS provider " + path + " cannot be started: "; err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	})
	t.Run("when the caller gives up", func(t *testing.T) {
		m := newMachine(t, "terraform")
		m.provider("exec sleep 60\n", inMirror(terraformRegistry, "5.100.0")...)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(100*time.Millisecond, cancel)
		if _, err := m.prepare().StartProvider(ctx, nil); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want context.Canceled", err)
		}
	})
}

// A provider says much more with its logs on, and it must be read, or it stops.
func TestAProviderThatTalks(t *testing.T) {
	m := newMachine(t, "terraform")
	done := filepath.Join(m.root, "done")
	m.provider(announces+"head -c 1000000 /dev/zero | tr '\\0' x && echo y > "+done+"\nexec sleep 60\n", inMirror(terraformRegistry, "5.100.0")...)
	m.start(m.prepare(), nil)
	for range 100 {
		if _, err := os.Stat(done); err == nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error("the provider waits for somebody to read what it says")
}

func TestAStubbornProviderIsKilled(t *testing.T) {
	m := newMachine(t, "terraform")
	m.provider("trap '' INT\nsleep 60 &\necho $! > "+filepath.Join(m.root, "child")+"\n"+announces+"while :; do sleep 1; done\n", inMirror(terraformRegistry, "5.100.0")...)
	p := m.start(m.prepare(), nil)
	pid := m.listener(p, terraformRegistry)
	p.process.end(100 * time.Millisecond)
	if !isGone(pid) {
		t.Error("the provider runs on")
	}
	if child := m.number("child"); !isGone(child) {
		t.Error("what the provider started runs on")
	}
}

func TestAnnouncement(t *testing.T) {
	const value = `{"registry.terraform.io/hashicorp/aws":{"Addr":{"String":"x"}}}`
	for _, tt := range []struct {
		name, line, want string
	}{
		{"for a POSIX shell", "\tTF_REATTACH_PROVIDERS='" + value + "'\n", value},
		{"for cmd", "\tCommand Prompt:\tset \"TF_REATTACH_PROVIDERS=" + value + "\"\r\n", value},
		{"for PowerShell", "\tPowerShell:\t$env:TF_REATTACH_PROVIDERS='" + value + "'\r\n", value},
		{"the line before", "Provider started. To attach Terraform CLI, set the TF_REATTACH_PROVIDERS environment variable with the following:\n", ""},
		{"another variable", `TF_LOG={"a":{}}`, ""},
		{"half of it", `TF_REATTACH_PROVIDERS='{"regis`, ""},
		{"nothing", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, found := announcement(tt.line)
			if got != tt.want || found != (tt.want != "") {
				t.Errorf("got %q, %t; want %q", got, found, tt.want)
			}
		})
	}
}

// Otherwise the provider ends at once, and says nothing of its socket.
func TestAPathThatIsTooLongForASocket(t *testing.T) {
	m := newMachine(t, "terraform")
	m.mirror("opt", "plugins")
	t.Setenv("TMPDIR", m.folder(strings.Repeat("long", 20)))
	e, err := Prepare(t.Context(), m.options)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	_, err = e.StartProvider(t.Context(), nil)
	if err == nil || !strings.Contains(err.Error(), "is too long for the provider's socket. Set TMPDIR to a shorter path") {
		t.Errorf("got %v", err)
	}
}
