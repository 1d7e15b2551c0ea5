//go:build unix

package main

import (
	"encoding/json"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// responses decodes standard output. It must consist of two token responses with the expected fields.
func (p *process) responses() (code, refresh map[string]any) {
	p.t.Helper()
	var documents []map[string]any
	for decoder := json.NewDecoder(strings.NewReader(p.stdout.String())); ; {
		var document map[string]any
		err := decoder.Decode(&document)
		if err == io.EOF {
			break
		}
		if err != nil {
			p.t.Fatalf("standard output is not JSON: %v\n%s", err, p.stdout.String())
		}
		documents = append(documents, document)
	}
	if len(documents) != 2 {
		p.t.Fatalf("got %d JSON documents, want 2:\n%s", len(documents), p.stdout.String())
	}
	for i, want := range [][]string{
		{"access_token", "expires_in", "id_token", "refresh_token", "token_type"},
		{"access_token", "expires_in", "id_token", "token_type"},
	} {
		if got := slices.Sorted(maps.Keys(documents[i])); !slices.Equal(got, want) {
			p.t.Errorf("document %d has the fields %q, want %q", i+1, got, want)
		}
		if documents[i]["expires_in"] != 3600.0 || documents[i]["token_type"] != "Bearer" {
			p.t.Errorf("document %d: got %v", i+1, documents[i])
		}
	}
	return documents[0], documents[1]
}

// checkSteps checks that standard error names the steps in order, each with its time.
func (p *process) checkSteps() {
	p.t.Helper()
	rest := p.stderr.String()
	for _, step := range []string{
		"read examples/minimal ", "start the emulator ", "find Terraform and the AWS provider ", "init ", "plan ", "apply ",
		"sign in through the hosted pages ", "exchange the code for tokens ", "refresh the tokens ",
		"sign in, refresh and let tokens expire ", "plan again ", "destroy ",
	} {
		_, after, found := strings.Cut(rest, step)
		line, _, _ := strings.Cut(after, "\n")
		if !found || !strings.Contains(line, " s") {
			p.t.Errorf("the step %q is missing, has no time, or is in the wrong order:\n%s", step, p.stderr.String())
			return
		}
		rest = after
	}
}

func TestDemo(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		args []string
		full bool
	}{
		{name: "shortened", args: []string{"demo"}},
		{name: "full", args: []string{"demo", "--full"}, full: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newProcess(t).start(tt.args...)
			p.exits(0)
			p.checkSteps()
			code, refresh := p.responses()
			for _, token := range []any{code["access_token"], code["id_token"], code["refresh_token"], refresh["access_token"], refresh["id_token"]} {
				if got := !strings.Contains(token.(string), "..."); got != tt.full {
					t.Errorf("got token %q, want it complete: %t", token, tt.full)
				}
			}
			if strings.Contains(p.stderr.String(), "password  Aa1!") {
				t.Errorf("the password is shown without --keep:\n%s", p.stderr.String())
			}
			if p.count("end destroy") != 1 {
				t.Errorf("got %q, want one destroy", p.recorded())
			}
		})
	}
}

// Runs the demo command of the README, unchanged, with the Terraform of this machine.
func TestDemoCommandOfTheReadme(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, _ := strings.Cut(string(readme), "\n```")
	_, block, _ = strings.Cut(block, "\n") // the language
	block, _, _ = strings.Cut(block, "\n```")
	commands := strings.Split(block, "\n")
	if want := []string{"go run ./cmd/cognitokit demo", "go test ./test"}; !slices.Equal(commands, want) {
		t.Fatalf("the first code block of the README is %q, want %q", commands, want)
	}

	p := newProcess(t)
	words := strings.Fields(commands[0])
	demo := exec.Command(words[0], words[1:]...)
	demo.Dir = filepath.Join("..", "..")
	demo.Env = os.Environ()
	p.env = map[string]string{marker: p.root, "TMPDIR": p.temporary}
	p.run(demo, &p.stdout)
	p.exitsWithin(8*time.Minute, 0) // it may download Terraform and the provider
	p.checkSteps()
	p.responses()
}

func TestDemoWithoutTerraform(t *testing.T) {
	t.Parallel()
	p := newProcess(t)
	p.env["PATH"] = filepath.Join(p.root, "home")
	p.env["HTTPS_PROXY"] = "http://127.0.0.1:1" // the port of tcpmux (RFC 1078), which is closed
	p.start("demo")
	p.exitsWithin(10*time.Second, 2)
	want := "cognitokit: demo: find Terraform and the AWS provider failed: there is neither terraform nor tofu on the PATH, " +
		"and Terraform could not be installed from https://releases.hashicorp.com: install Terraform (developer.hashicorp.com/terraform/install) or OpenTofu"
	if !strings.HasPrefix(p.lastLine(), want) {
		t.Errorf("got  %s\nwant %s...", p.lastLine(), want)
	}
	if !strings.Contains(p.stderr.String(), "installing Terraform") {
		t.Errorf("stderr does not report the installation of Terraform:\n%s", p.stderr.String())
	}
}

func TestListenAddress(t *testing.T) {
	t.Parallel()
	holder, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = holder.Close() }) // after the parallel subtests
	used := holder.Addr().String()
	_, usedPort, _ := strings.Cut(used, ":")
	freed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	free := freed.Addr().String()
	if err := freed.Close(); err != nil {
		t.Fatal(err)
	}
	_, freePort, _ := strings.Cut(free, ":")
	const own = " is the address of --listen. Write another address, or remove --proxy-listen for a free port"
	for _, tt := range []struct {
		name string
		args []string
		want string
	}{
		{"address in use, demo", []string{"demo", "--listen", used}, "cognitokit: demo: start the emulator failed: another program listens on " + used + ": choose another address with --listen, or 127.0.0.1:0 for a free port"},
		{"address in use, serve", []string{"serve", "--listen", used}, "cognitokit: another program listens on " + used + ": choose another address with --listen, or 127.0.0.1:0 for a free port"},
		{"address in use, proxy", []string{"serve", "--listen", "127.0.0.1:0", "--proxy-listen", used}, "cognitokit: another program listens on " + used + ": choose another address with --proxy-listen, or 127.0.0.1:0 for a free port"},
		{"address in use, by name", []string{"serve", "--listen", "localhost:" + usedPort, "--proxy-listen", free}, "cognitokit: another program listens on " + used + ": choose another address with --listen, or 127.0.0.1:0 for a free port"},
		{"same address twice", []string{"serve", "--listen", free, "--proxy-listen", free}, "cognitokit: --proxy-listen: " + free + own},
		{"same address twice, once by name", []string{"serve", "--listen", free, "--proxy-listen", "localhost:" + freePort}, "cognitokit: --proxy-listen: " + free + own},
		{"same address twice, in use", []string{"serve", "--listen", used, "--proxy-listen", used}, "cognitokit: --proxy-listen: " + used + own},
		{"not loopback, demo", []string{"demo", "--listen", "0.0.0.0:0"}, "0.0.0.0:0 is not a loopback address: use 127.0.0.1, [::1] or localhost"},
		{"not loopback, serve", []string{"serve", "--listen", "0.0.0.0:0"}, "0.0.0.0:0 is not a loopback address: use 127.0.0.1, [::1] or localhost"},
		{"all interfaces", []string{"serve", "--listen", ":0"}, ":0 is not a loopback address"},
		{"not loopback, proxy", []string{"serve", "--listen", "127.0.0.1:0", "--proxy-listen", "192.0.2.1:0"}, "192.0.2.1:0 is not a loopback address"},
		{"malformed address", []string{"serve", "--listen", "nonsense"}, `"nonsense" is not a HOST:PORT address: write one such as 127.0.0.1:9229`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newProcess(t).start(tt.args...)
			p.exits(2)
			if got := p.lastLine(); !strings.Contains(got, tt.want) || !strings.HasPrefix(got, "cognitokit: ") {
				t.Errorf("got %q, want %q in it", got, tt.want)
			}
			if p.stdout.String() != "" {
				t.Errorf("got stdout %q, want nothing", p.stdout.String())
			}
		})
	}
}

func TestDemoFails(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name        string
		fail        string
		want        string
		wantDestroy int
	}{
		{"init", "init", "cognitokit: demo: init failed: creating Cognito User Pool: no luck with init", 0},
		{"apply", "apply", "cognitokit: demo: apply failed: creating Cognito User Pool: no luck with apply", 1},
		{"plan", "plan", "cognitokit: demo: plan failed: creating Cognito User Pool: no luck with plan", 0},
		{"show", "show", "cognitokit: demo: plan failed: creating Cognito User Pool: no luck with show", 0},
		{"destroy", "destroy", "cognitokit: demo: destroy failed: creating Cognito User Pool: no luck with destroy", 1},
		{"apply and destroy", "apply destroy", "cognitokit: demo: apply failed: creating Cognito User Pool: no luck with apply; destroy failed: creating Cognito User Pool: no luck with destroy", 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newProcess(t)
			p.env[fakeFail] = tt.fail
			p.start("demo")
			p.exits(2)
			if got := p.lastLine(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if got := p.count("start destroy"); got != tt.wantDestroy {
				t.Errorf("got %d destroys, want %d: %q", got, tt.wantDestroy, p.recorded())
			}
		})
	}
}

// As in `cognitokit demo | head -c1`, the pipe is closed when the demo prints the responses.
func TestDemoWithAClosedPipe(t *testing.T) {
	t.Parallel()
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := reader.Close(); err != nil {
		t.Fatal(err)
	}
	p := newProcess(t)
	p.run(exec.Command(built, "demo"), writer)
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	p.exits(2)
	if got := p.lastLine(); !strings.Contains(got, "the token responses could not be printed") {
		t.Errorf("got %q", got)
	}
	if p.count("end destroy") != 1 {
		t.Errorf("got %q, want one destroy", p.recorded())
	}
}

func TestDemoKeep(t *testing.T) {
	t.Parallel()
	p := newProcess(t).start("demo", "--keep")
	p.await("the end of the explanation", func() bool { return strings.Contains(p.stderr.String(), "Ctrl-C destroys it.") })
	p.responses()
	for _, want := range []string{"user      ada@example.com", "password  Aa1!"} {
		if !strings.Contains(p.stderr.String(), want) {
			t.Errorf("stderr has no %q:\n%s", want, p.stderr.String())
		}
	}
	_, rest, _ := strings.Cut(p.stderr.String(), "login     ")
	page, _, _ := strings.Cut(rest, "\n")
	address, err := url.Parse(page)
	if err != nil {
		t.Fatal(err)
	}
	// A browser resolves every name under localhost to this machine (RFC 6761 section 6.3).
	request, err := http.NewRequest(http.MethodGet, "http://127.0.0.1:"+address.Port()+address.RequestURI(), nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Host = address.Host
	response, err := (&http.Client{Transport: &http.Transport{}}).Do(request)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	_ = response.Body.Close()
	if err != nil || response.StatusCode != http.StatusOK || !strings.Contains(string(body), `name="password"`) {
		t.Errorf("%s: got %d (%v), want a login form:\n%s", page, response.StatusCode, err, body)
	}
	if p.count("start destroy") != 0 {
		t.Error("destroy ran before the end")
	}

	p.signal(syscall.SIGINT)
	p.exits(0)
	if p.count("end destroy") != 1 {
		t.Errorf("got %q, want one destroy", p.recorded())
	}
}
