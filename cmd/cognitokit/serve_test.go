//go:build unix

package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// parsed returns the variables that a shell reads from standard output.
func (p *process) parsed() map[string]string {
	p.t.Helper()
	lines := filepath.Join(p.root, "emulator.env")
	if err := os.WriteFile(lines, []byte(p.stdout.String()), 0o600); err != nil {
		p.t.Fatal(err)
	}
	shell := exec.Command("/bin/sh", "-c", `set -eu; set -a; . "$0"; /usr/bin/env`, lines)
	shell.Env = []string{"HTTPS_PROXY=http://proxy.example.com", "AWS_PROFILE=production"} // the printed variables replace these
	output, err := shell.CombinedOutput()
	if err != nil {
		p.t.Fatalf("a shell rejects the lines: %v\n%s\n%s", err, output, p.stdout.String())
	}
	env := map[string]string{}
	for line := range strings.Lines(string(output)) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
		env[name] = value
	}
	return env
}

func TestServeEnv(t *testing.T) {
	t.Parallel()
	p := newProcess(t).start("serve", "--env", "--listen", "127.0.0.1:0", "--region", "eu-west-1")
	p.await("the last line", func() bool { return strings.HasSuffix(p.stdout.String(), "\n") })
	for line := range strings.Lines(p.stdout.String()) {
		if name, _, found := strings.Cut(line, "="); !found || strings.ContainsAny(name, " \t'\"") {
			t.Errorf("%q is not a KEY=value line", line)
		}
	}
	env := p.parsed()
	if env["AWS_REGION"] != "eu-west-1" || env["AWS_PROFILE"] != "default" || env["HTTPS_PROXY"] == "http://proxy.example.com" {
		t.Errorf("got %q", env)
	}

	// The fake Terraform, which uses the AWS SDK, creates a pool with these variables.
	apply := exec.Command(filepath.Join(p.root, "bin", fakeName), "apply", "-var", "name=orders", "-var", "domain_prefix=orders")
	apply.Dir = t.TempDir()
	for name, value := range env {
		apply.Env = append(apply.Env, name+"="+value)
	}
	if output, err := apply.CombinedOutput(); err != nil {
		t.Fatalf("apply: %v\n%s", err, output)
	}
	text, err := os.ReadFile(filepath.Join(apply.Dir, "terraform.tfstate"))
	if err != nil {
		t.Fatal(err)
	}
	pool := regexp.MustCompile(`eu-west-1_[0-9A-Za-z]+`).FindString(string(text))
	if pool == "" {
		t.Fatalf("no pool in %s", text)
	}

	// The discovery document has its production URL, through the proxy and with the CA.
	certificate, err := os.ReadFile(env["AWS_CA_BUNDLE"])
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(certificate)
	proxy, err := url.Parse(env["HTTPS_PROXY"])
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(proxy), TLSClientConfig: &tls.Config{RootCAs: roots}}}
	issuer := "https://cognito-idp.eu-west-1.amazonaws.com/" + pool
	response, err := client.Get(issuer + "/.well-known/openid-configuration")
	if err != nil {
		t.Fatal(err)
	}
	var discovery struct{ Issuer string }
	err = json.NewDecoder(response.Body).Decode(&discovery)
	_ = response.Body.Close()
	if err != nil || discovery.Issuer != issuer {
		t.Errorf("got issuer %q (%v), want %q", discovery.Issuer, err, issuer)
	}

	p.controlC()
	p.exits(0)
	for _, name := range []string{"AWS_CA_BUNDLE", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"} {
		if _, err := os.Stat(env[name]); !os.IsNotExist(err) {
			t.Errorf("the file of %s is still there (%v)", name, err)
		}
	}
	p.printed(stoppedWithoutState)
}

// stoppedWithoutState is the last line of a server without --state.
const stoppedWithoutState = "Stopped. The state was in memory and is deleted. Use --state DIR to store it.\n"

// printed compares the whole standard error.
func (p *process) printed(want string) {
	p.t.Helper()
	if got := p.stderr.String(); got != want {
		p.t.Errorf("got stderr %q, want %q", got, want)
	}
}

func TestServe(t *testing.T) {
	t.Parallel()
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(s.String(), func(t *testing.T) {
			t.Parallel()
			p := newProcess(t).start("serve", "--listen", "127.0.0.1:0")
			p.await("the announcement", func() bool { return strings.Contains(p.stdout.String(), "4  The configuration of an app") })
			for _, want := range []string{"plain endpoint  http://127.0.0.1:", "proxy           http://127.0.0.1:", "CA certificate  " + p.temporary, "/_cognitotest/console/\n", "\nexport AWS_CA_BUNDLE=" + p.temporary, "\nexport HTTPS_PROXY=http://127.0.0.1:", "\n   Run terraform init before you set them"} {
				if !strings.Contains(p.stdout.String(), want) {
					t.Errorf("stdout has no %q:\n%s", want, p.stdout.String())
				}
			}
			p.printed("")
			p.signal(s)
			p.exits(0)
			p.printed(stoppedWithoutState)
		})
	}
}

func TestServeStoresItsState(t *testing.T) {
	t.Parallel()
	state := filepath.Join(t.TempDir(), "the state")
	p := newProcess(t).start("serve", "--env", "--listen", "127.0.0.1:0", "--state", state)
	p.await("the last line", func() bool { return strings.HasSuffix(p.stdout.String(), "\n") })
	p.controlC()
	p.exits(0)
	p.printed("Stopped. The state is stored. Continue with --state '" + state + "'.\n")
	if files, err := os.ReadDir(state); err != nil || len(files) == 0 {
		t.Errorf("got %v (%v) in the state directory", files, err)
	}
}

// nohup starts a command with SIGHUP ignored. The command must keep ignoring it.
func TestServeUnderNohup(t *testing.T) {
	t.Parallel()
	p := newProcess(t)
	p.run(exec.Command("/bin/sh", "-c", `trap "" HUP; exec "$0" serve --env --listen 127.0.0.1:0`, built), &p.stdout)
	p.await("the last line", func() bool { return strings.HasSuffix(p.stdout.String(), "\n") })
	status, err := os.ReadFile("/proc/" + strconv.Itoa(p.cmd.Process.Pid) + "/status")
	if err == nil { // the system has /proc
		_, rest, _ := strings.Cut(string(status), "\nSigIgn:\t")
		mask, _, _ := strings.Cut(rest, "\n")
		ignored, err := strconv.ParseUint(mask, 16, 64)
		if hangUp := uint64(1) << (syscall.SIGHUP - 1); err != nil || ignored&hangUp == 0 {
			t.Errorf("got ignored signals %q (%v), want the hang-up among them", mask, err)
		}
	}
	p.signal(syscall.SIGHUP)
	p.signal(syscall.SIGTERM)
	p.exits(0)
}

func TestShellQuote(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, value, want string }{
		{"empty", "", ""},
		{"plain", "http://127.0.0.1:9229/a_b-c.d@e%f+g=h,i", "http://127.0.0.1:9229/a_b-c.d@e%f+g=h,i"},
		{"space", "a b", "'a b'"},
		{"inner character", "a$HOME", "'a$HOME'"},
		{"quote", "it's", `'it'\''s'`},
		{"double quote", `a"b`, `'a"b'`},
		{"backslash", `a\b`, `'a\b'`},
		{"line break", "a\nb", "'a\nb'"},
		{"tilde", "~", "'~'"},
		{"beyond ASCII", "é", "'é'"},
		{"end of a command", "a;b&c|d", "'a;b&c|d'"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := shellQuote(tt.value); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			output, err := exec.Command("/bin/sh", "-c", "V="+shellQuote(tt.value)+`; printf '%s' "$V"`).Output()
			if err != nil || string(output) != tt.value {
				t.Errorf("a shell reads %q (%v), want %q", output, err, tt.value)
			}
		})
	}
}
