package relay

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// entry encodes an entry of a map in Protocol Buffers: key (1) and value (2).
func entry(number byte, name, value string) string {
	inner := "\x0a" + string(rune(len(name))) + name + "\x12" + string(rune(len(value))) + value
	return string(rune(number<<3|2)) + string(rune(len(inner))) + inner
}

const (
	schema5    = "/tfplugin5.Provider/GetSchema"
	schema6    = "/tfplugin6.Provider/GetProviderSchema"
	configure5 = "/tfplugin5.Provider/Configure"
	plan5      = "/tfplugin5.Provider/PlanResourceChange"
	apply5     = "/tfplugin5.Provider/ApplyResourceChange"
)

// folder writes a configuration to a temporary folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestSchemaContainsOnlyTheTypesInUse(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		method string
		number int
	}{{"protocol 5", schema5, 5}, {"protocol 6", schema6, 6}} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newFakeProvider(t, tt.number)
			provider, functions := "\x0a\x04prov", entry(7, "arn_parse", "f")
			p.answers[tt.method] = [][]byte{[]byte(provider +
				entry(2, "aws_pool", "1") + entry(2, "aws_bucket", "2") + entry(2, "aws_gone", "3") +
				entry(3, "aws_region", "4") + entry(3, "aws_bucket", "5") + functions + entry(8, "aws_secret", "6") + entry(8, "aws_other", "7") +
				"\x32\x02\x08\x01")}
			root := folder(t, map[string]string{
				"main.tf":                         `resource "aws_pool" "this" {}`,
				"more.tf.json":                    `{"data": {"aws_region": {"here": {}}}}`,
				"modules/inner/main.tf":           `ephemeral "aws_secret" "s" {}`,
				"modules/unused/main.tf":          `resource "aws_bucket" "b" {}`,
				".terraform/modules/modules.json": `{"Modules":[{"Key":"","Dir":"."},{"Key":"inner","Dir":"modules/inner"}]}`,
				"terraform.tfstate":               `{"resources":[{"mode":"managed","type":"aws_gone"}]}`,
			})
			conn := connect(t, open(t, start(t, p), SessionOptions{Folder: root}))
			got := call(t, conn, tt.method, "")
			want := provider + entry(2, "aws_pool", "1") + entry(2, "aws_gone", "3") + entry(3, "aws_region", "4") + functions + entry(8, "aws_secret", "6") + "\x32\x02\x08\x01"
			if got != want {
				t.Errorf("got  %q\nwant %q", got, want)
			}
			call(t, conn, tt.method, "")
			if calls := p.called(); len(calls) != 1 {
				t.Errorf("the provider received %d requests for its schema, want 1", len(calls))
			}
		})
	}
}

func TestSchemaIsCompleteWithoutAFolder(t *testing.T) {
	t.Parallel()
	p := newFakeProvider(t, 5)
	whole := entry(2, "aws_pool", "1") + entry(3, "aws_region", "2")
	p.answers[schema5] = [][]byte{[]byte(whole)}
	if got := call(t, connect(t, open(t, start(t, p), SessionOptions{})), schema5, ""); got != whole {
		t.Errorf("got %q, want %q", got, whole)
	}
}

func TestCallIsPassedOnByteForByte(t *testing.T) {
	t.Parallel()
	p := newFakeProvider(t, 5)
	p.answers[plan5] = [][]byte{[]byte("\x0a\x03new\x9a\x03\x01?")} // the relay passes on a field that it does not know
	s := open(t, start(t, p), SessionOptions{})
	if got := call(t, connect(t, s), plan5, "\x0a\x03old\xff"); got != "\x0a\x03new\x9a\x03\x01?" {
		t.Errorf("got %q", got)
	}
	if got := p.called(); len(got) != 1 || got[0] != plan5+` "\n\x03old\xff"` {
		t.Errorf("the provider got %q", got)
	}
	if s.Spent() <= 0 {
		t.Error("the session took no time")
	}
}

func TestStreamIsPassedOn(t *testing.T) {
	t.Parallel()
	const list = "/tfplugin5.Provider/ListResource"
	p := newFakeProvider(t, 5)
	p.answers[list] = [][]byte{[]byte("one"), []byte("two"), []byte("three")}
	conn := connect(t, open(t, start(t, p), SessionOptions{}))
	stream, err := conn.NewStream(t.Context(), &grpc.StreamDesc{ServerStreams: true}, list)
	if err != nil {
		t.Fatal(err)
	}
	request := frame("all")
	if err := stream.SendMsg(&request); err != nil {
		t.Fatal(err)
	}
	if err := stream.CloseSend(); err != nil {
		t.Fatal(err)
	}
	var got []string
	for {
		var f frame
		err := stream.RecvMsg(&f)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, string(f))
	}
	if !reflect.DeepEqual(got, []string{"one", "two", "three"}) {
		t.Errorf("got %q", got)
	}
}

func TestErrorOfTheProviderKeepsItsStatus(t *testing.T) {
	t.Parallel()
	conn := connect(t, open(t, start(t, newFakeProvider(t, 5)), SessionOptions{}))
	_, err := tryCall(t, conn, plan5, "")
	if status.Code(err) != codes.FailedPrecondition || !strings.Contains(err.Error(), "no response for") {
		t.Errorf("got %v", err)
	}
}

// The services of go-plugin can end a process that other commands use.
func TestOtherServicesAreNotPassedOn(t *testing.T) {
	t.Parallel()
	p := newFakeProvider(t, 5)
	conn := connect(t, open(t, start(t, p), SessionOptions{}))
	for _, method := range []string{"/plugin.GRPCController/Shutdown", "/plugin.GRPCStdio/StreamStdio", "/tfplugin7.Provider/GetProviderSchema"} {
		if _, err := tryCall(t, conn, method, ""); status.Code(err) != codes.Unimplemented {
			t.Errorf("%s: got %v, want Unimplemented", method, err)
		}
	}
	for _, method := range []string{"/tfplugin5.Provider/Stop", "/tfplugin6.Provider/StopProvider"} {
		if got := call(t, conn, method, ""); got != "" {
			t.Errorf("%s: got %q, want an empty response", method, got)
		}
	}
	if got := p.called(); len(got) != 0 {
		t.Errorf("the provider got %q", got)
	}
}

// A provider process has one configuration. Two aliases in one command, or two commands with
// different configurations, therefore have two processes. Equal configurations share one.
func TestEachConfigurationHasAProcess(t *testing.T) {
	t.Parallel()
	one, two := newFakeProvider(t, 5), newFakeProvider(t, 5)
	for _, p := range []*fakeProvider{one, two} {
		p.answers[configure5] = [][]byte{{}}
	}
	one.answers[apply5], two.answers[apply5] = [][]byte{[]byte("in eu-west-1")}, [][]byte{[]byte("in us-east-1")}
	r := start(t, one, two)
	s := open(t, r, SessionOptions{})
	europe, america, again := connect(t, s), connect(t, s), connect(t, open(t, r, SessionOptions{}))
	call(t, europe, configure5, "eu-west-1")
	call(t, america, configure5, "us-east-1")
	call(t, again, configure5, "eu-west-1")
	for _, tt := range []struct {
		name string
		conn *grpc.ClientConn
		want string
	}{{"first", europe, "in eu-west-1"}, {"second", america, "in us-east-1"}, {"another session", again, "in eu-west-1"}} {
		if got := call(t, tt.conn, apply5, ""); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	if processes(r) != 2 {
		t.Errorf("got %d processes, want 2", processes(r))
	}
	if got := one.called(); got[0] != configure5+` "eu-west-1"` || len(got) != 3 {
		t.Errorf("the first process got %q, want one configuration and two calls", got)
	}
}

// A failed configuration is not cached, and its process is free for the next configuration.
func TestFailedConfigurationIsNotCached(t *testing.T) {
	t.Parallel()
	p := newFakeProvider(t, 5)
	failure := "\x0a\x07\x08\x01\x12\x03bad" // a diagnostic of severity ERROR
	p.answers[configure5] = [][]byte{[]byte(failure)}
	r := start(t, p)
	conn := connect(t, open(t, r, SessionOptions{}))
	if got := call(t, conn, configure5, "wrong"); got != failure {
		t.Errorf("got %q, want the provider's diagnostic", got)
	}
	p.answers[configure5] = [][]byte{[]byte("\x0a\x02\x08\x02")} // a warning
	call(t, conn, configure5, "wrong")
	call(t, connect(t, open(t, r, SessionOptions{})), configure5, "wrong")
	if got := p.called(); len(got) != 2 || processes(r) != 1 {
		t.Errorf("got %q in %d processes, want the configuration twice in one", got, processes(r))
	}
}

func TestValidConfigurationIsValidatedOnce(t *testing.T) {
	t.Parallel()
	const validate5 = "/tfplugin5.Provider/PrepareProviderConfig"
	p := newFakeProvider(t, 5)
	failure := "\x12\x07\x08\x01\x12\x03bad" // a diagnostic of severity ERROR
	p.answers[validate5] = [][]byte{[]byte(failure)}
	r := start(t, p)
	conn, another := connect(t, open(t, r, SessionOptions{})), connect(t, open(t, r, SessionOptions{}))
	for range 2 {
		if got := call(t, conn, validate5, "eu-west-1"); got != failure {
			t.Errorf("got %q, want the provider's diagnostic", got)
		}
	}
	p.answers[validate5] = [][]byte{{}}
	for range 2 {
		call(t, conn, validate5, "eu-west-1")
		call(t, another, validate5, "eu-west-1")
	}
	call(t, another, validate5, "us-east-1")
	want := []string{validate5 + ` "eu-west-1"`, validate5 + ` "eu-west-1"`, validate5 + ` "eu-west-1"`, validate5 + ` "us-east-1"`}
	if got := p.called(); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestConfigureReplacesTheConfiguration(t *testing.T) {
	t.Parallel()
	p := newFakeProvider(t, 5)
	p.answers[configure5] = [][]byte{{}}
	var configuration string
	s := open(t, start(t, p), SessionOptions{
		Configure: func(_ context.Context, c Call) ([]byte, error) {
			return []byte(strings.ReplaceAll(string(c.Request), "secret", "******")), nil
		},
		Answer: func(_ context.Context, c Call) ([]byte, bool, error) {
			configuration = string(c.Configuration)
			return []byte("simulated"), c.Method == "ApplyResourceChange", nil
		},
	})
	conn := connect(t, s)
	call(t, conn, configure5, "a secret key")
	if got := p.called(); len(got) != 1 || got[0] != configure5+` "a ****** key"` {
		t.Errorf("the provider got %q", got)
	}
	if got := call(t, conn, apply5, ""); got != "simulated" || configuration != "a ****** key" {
		t.Errorf("got %q with the configuration %q", got, configuration)
	}
}

func TestCloseEndsSessionsAndProcesses(t *testing.T) {
	t.Parallel()
	p := newFakeProvider(t, 5)
	r := start(t, p)
	s := open(t, r, SessionOptions{})
	conn := connect(t, s)
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if !p.closed {
		t.Error("the process was not ended")
	}
	if _, err := tryCall(t, conn, plan5, ""); status.Code(err) != codes.Unavailable {
		t.Errorf("got %v, want Unavailable", err)
	}
	if _, err := r.Open(SessionOptions{}); err == nil || err.Error() != "the provider relay was closed" {
		t.Errorf("Open of a closed relay: got %v", err)
	}
	if _, err := os.Stat(r.folder); !os.IsNotExist(err) {
		t.Errorf("the folder with the sockets still exists: %v", err)
	}
}

func TestReattachVariableKeepsTheEngineFromEndingTheProvider(t *testing.T) {
	t.Parallel()
	p := newFakeProvider(t, 6)
	var listeners map[string]struct {
		ProtocolVersion, Pid int
		Test                 bool
	}
	s := open(t, start(t, p), SessionOptions{})
	if err := json.Unmarshal([]byte(s.Env()["TF_REATTACH_PROVIDERS"]), &listeners); err != nil {
		t.Fatal(err)
	}
	got := listeners["registry.terraform.io/hashicorp/aws"]
	if !got.Test || got.Pid != 4711 || got.ProtocolVersion != 6 {
		t.Errorf("got %+v", got)
	}
}

func TestStartReportsAnUnusableProvider(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, env, want string }{
		{"not JSON", "here", `the provider relay cannot read the address of the provider ("here")`},
		{"two providers", `{"a":{},"b":{}}`, "the provider relay cannot read the address of the provider"},
		{"an old protocol", `{"registry.terraform.io/hashicorp/aws":{"ProtocolVersion":4}}`, "uses plugin protocol 4. The relay supports 5 and 6. Set COGNITOKIT_RELAY=off"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newFakeProvider(t, 5)
			p.env = map[string]string{"TF_REATTACH_PROVIDERS": tt.env}
			_, err := Start(t.Context(), func(context.Context) (Process, error) { return p, nil })
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q in it", err, tt.want)
			}
			if !p.closed {
				t.Error("the process still runs")
			}
		})
	}
}

// processes returns the number of running processes: one for each distinct provider configuration.
func processes(r *Relay) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.upstreams)
}
