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

// announce prints what a provider prints that was started with -debug.
const announce = `echo '{"@level":"debug","@message":"provider address"}'
echo 'Provider started. To attach Terraform CLI, set the TF_REATTACH_PROVIDERS environment variable with the following:'
echo
echo "	TF_REATTACH_PROVIDERS='{\"registry.terraform.io/hashicorp/aws\":{\"Protocol\":\"grpc\",\"ProtocolVersion\":5,\"Pid\":$$,\"Test\":true,\"Addr\":{\"Network\":\"unix\",\"String\":\"/tmp/plugin1\"}}}'"
`

// run is the script of a provider that runs until it is interrupted.
const run = announce + "exec sleep 60\n"

// provider writes a fake AWS provider: a shell script.
func (m *machine) provider(script string, parts ...string) string {
	m.t.Helper()
	path := m.file("#!/bin/sh\nPATH=/usr/bin:/bin\n"+script, parts...)
	if err := os.Chmod(path, 0o700); err != nil {
		m.t.Fatal(err)
	}
	return path
}

// inMirror returns the path of the unpacked provider with a version in the mirror.
func inMirror(registry, version string) []string {
	return []string{"opt", "plugins", registry, "hashicorp", "aws", version, here, "terraform-provider-aws_v" + version + "_x5"}
}

// start starts the provider, which must succeed.
func (m *machine) start(e *Engine, env map[string]string) *Provider {
	m.t.Helper()
	p, err := e.StartProvider(m.t.Context(), env)
	if err != nil {
		m.t.Fatal(err)
	}
	m.t.Cleanup(p.Close)
	return p
}

// listener checks the address in a provider's environment, and returns its process id.
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

// number waits for a file with a number, and returns the number.
func (m *machine) number(name string) int {
	m.t.Helper()
	for range 1200 {
		text, err := os.ReadFile(filepath.Join(m.root, name))
		if n, wrong := strconv.Atoi(strings.TrimSpace(string(text))); err == nil && wrong == nil {
			return n
		}
		time.Sleep(50 * time.Millisecond)
	}
	m.t.Fatalf("there is no number in %s", name)
	return 0
}

// isAlive reports whether a process runs.
func isAlive(pid int) bool {
	// A process that has exited stays in state Z until its parent waits for it (proc(5)). An init process that
	// adopts it may never wait.
	if stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat"); err == nil && strings.Contains(string(stat), ") Z ") {
		return false
	}
	process, err := os.FindProcess(pid)
	return err == nil && process.Signal(syscall.Signal(0)) == nil
}

// exits waits up to a minute until a process has exited, and reports whether it did.
func exits(pid int) bool {
	for range 1200 {
		if !isAlive(pid) {
			return true
		}
		time.Sleep(50 * time.Millisecond)
	}
	return false
}

func TestStartProvider(t *testing.T) {
	for _, tt := range []struct{ name, engine, registry, searched string }{
		{"Terraform", "terraform", terraformRegistry, terraformRegistry},
		{"OpenTofu", "tofu", openTofuRegistry, openTofuRegistry},
		{"OpenTofu with a mirror of Terraform's", "tofu", terraformRegistry, openTofuRegistry},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := newMachine(t, tt.engine)
			m.provider(run, inMirror(tt.registry, "5.100.0")...)
			p := m.start(m.prepare(), nil)
			pid := m.listener(p, tt.searched)
			if !isAlive(pid) {
				t.Error("the provider does not run")
			}
			p.Close()
			if !exits(pid) {
				t.Error("the provider runs after Close")
			}
			p.Close() // does nothing
		})
	}
}

func TestStartProviderStartsTheNewest(t *testing.T) {
	m := newMachine(t, "terraform")
	for _, version := range []string{"5.99.1", "5.100.0", "6.2.0", "6.12.1", "7.0.0"} {
		m.provider(run, inMirror(terraformRegistry, version)...)
	}
	e := m.prepare()
	if got := e.ProviderVersion(); got != "6.12.1" {
		t.Errorf("got version %s, want 6.12.1", got)
	}
	if p := m.start(e, nil); p.Version != "6.12.1" {
		t.Errorf("started %s, want 6.12.1", p.Version)
	}
}

func TestStartProviderUnpacksAnArchive(t *testing.T) {
	m := newMachine(t, "terraform")
	m.mirrorWith(terraformRegistry, "terraform-provider-aws_5.100.0_"+here+".zip", "opt", "plugins")
	t.Setenv(fakeInstalls, m.provider(run, "installs"))
	e := m.prepare()
	if len(m.inits()) > 0 {
		t.Error("the archive was unpacked before StartProvider")
	}
	m.start(e, nil)
	if inits := m.inits(); len(inits) != 1 || inits[0]["TF_CLI_CONFIG_FILE"] != e.Env()["TF_CLI_CONFIG_FILE"] {
		t.Errorf("inits %v, want one with the configuration of the runs", inits)
	}
}

func TestStartProviderStartsAFetchedProvider(t *testing.T) {
	m := newMachine(t, "terraform")
	t.Setenv(fakeInstalls, m.provider(run, "installs"))
	e := m.prepare()
	m.start(e, nil)
	if len(m.inits()) != 1 {
		t.Errorf("inits %v, want one", m.inits())
	}
}

func TestEnvironmentOfTheProvider(t *testing.T) {
	m := newMachine(t, "terraform")
	m.provider("env > "+filepath.Join(m.root, "environment")+"\n"+run, inMirror(terraformRegistry, "5.100.0")...)
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
			t.Errorf("the provider's environment does not have %s", want)
		}
	}
	if strings.Contains(string(text), "the caller's") {
		t.Errorf("the provider inherits variables of the caller:\n%s", text)
	}
}

func TestProviderThatDoesNotReportItsAddress(t *testing.T) {
	const within, hung = time.Minute, 4 * time.Second
	for _, tt := range []struct {
		name, script, want string
		timeout            time.Duration
	}{
		{"fails", "echo 'panic: no luck' >&2; exit 2\n", `ended before it listened (it printed "panic: no luck")`, within},
		{"exits without output", "exit 0\n", `ended before it listened (it printed "nothing")`, within},
		{"does not understand -debug", "echo 'This binary is a plugin.'\necho 'Execute it by Terraform.'\nexit 1\n", `ended before it listened (it printed "This binary is a plugin.")`, within},
		{"hangs", "echo 'thinking'; exec sleep 60\n", `did not report its address in time (it printed "thinking")`, hung},
		{"exits, and its child process hangs", "sleep 60 &\nexit 1\n", `ended before it listened (it printed "nothing")`, within},
		{"prints malformed JSON", "echo \"TF_REATTACH_PROVIDERS='{moon}'\"; exec sleep 60\n", `printed an unknown address ("{moon}")`, within},
		{"prints two addresses", "echo 'TF_REATTACH_PROVIDERS={\"a\":{},\"b\":{}}'; exec sleep 60\n", `printed an unknown address`, within},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := newMachine(t, "terraform")
			path := m.provider(tt.script, inMirror(terraformRegistry, "5.100.0")...)
			ctx, cancel := context.WithTimeout(t.Context(), tt.timeout)
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

func TestProviderThatCannotBeStarted(t *testing.T) {
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
	t.Run("a cancelled context", func(t *testing.T) {
		m := newMachine(t, "terraform")
		m.provider("exec sleep 60\n", inMirror(terraformRegistry, "5.100.0")...)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(100*time.Millisecond, cancel)
		if _, err := m.prepare().StartProvider(ctx, nil); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want context.Canceled", err)
		}
	})
}

// A provider may print much more if its log is on. If its output were not read, a full pipe would block it.
func TestOutputOfTheProviderIsRead(t *testing.T) {
	m := newMachine(t, "terraform")
	done := filepath.Join(m.root, "done")
	m.provider(announce+"head -c 1000000 /dev/zero | tr '\\0' x && echo y > "+done+"\nexec sleep 60\n", inMirror(terraformRegistry, "5.100.0")...)
	m.start(m.prepare(), nil)
	for range 1200 {
		if _, err := os.Stat(done); err == nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error("the provider is blocked, because its output is not read")
}

func TestProviderThatIgnoresInterruptsIsKilled(t *testing.T) {
	m := newMachine(t, "terraform")
	m.provider("trap '' INT\nsleep 60 &\necho $! > "+filepath.Join(m.root, "child")+"\n"+announce+"while :; do sleep 1; done\n", inMirror(terraformRegistry, "5.100.0")...)
	p := m.start(m.prepare(), nil)
	pid := m.listener(p, terraformRegistry)
	p.process.end(100 * time.Millisecond)
	if !exits(pid) {
		t.Error("the provider still runs")
	}
	if child := m.number("child"); !exits(child) {
		t.Error("the child process of the provider still runs")
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
		{"the line before the variable", "Provider started. To attach Terraform CLI, set the TF_REATTACH_PROVIDERS environment variable with the following:\n", ""},
		{"another variable", `TF_LOG={"a":{}}`, ""},
		{"a truncated line", `TF_REATTACH_PROVIDERS='{"regis`, ""},
		{"an empty line", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, found := announcement(tt.line)
			if got != tt.want || found != (tt.want != "") {
				t.Errorf("got %q, %t; want %q", got, found, tt.want)
			}
		})
	}
}

// Without the check, the provider would exit at once, with an error that does not name the socket.
func TestFolderThatIsTooLongForASocketIsRejected(t *testing.T) {
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
