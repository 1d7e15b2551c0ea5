package relay

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
)

// fakeProvider is a provider process that records the calls that reach it. Its messages are
// literal bytes.
type fakeProvider struct {
	t       *testing.T
	version int
	server  *grpc.Server
	env     map[string]string

	// answers are the response messages by method; more than one message is a stream.
	answers map[string][][]byte

	mu     sync.Mutex
	calls  []string // "METHOD REQUEST"
	closed bool
}

func newFakeProvider(t *testing.T, version int) *fakeProvider {
	t.Helper()
	p := &fakeProvider{t: t, version: version, answers: map[string][][]byte{}}
	path := filepath.Join(t.TempDir(), "p")
	socket, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	p.server = grpc.NewServer(grpc.ForceServerCodecV2(frames{}), grpc.UnknownServiceHandler(p.handle))
	go func() { _ = p.server.Serve(socket) }()
	t.Cleanup(p.server.Stop)
	text, err := json.Marshal(map[string]any{"registry.terraform.io/hashicorp/aws": map[string]any{
		"Protocol": "grpc", "ProtocolVersion": version, "Pid": 4711, "Test": true,
		"Addr": map[string]string{"Network": "unix", "String": path},
	}})
	if err != nil {
		t.Fatal(err)
	}
	p.env = map[string]string{"TF_REATTACH_PROVIDERS": string(text)}
	return p
}

func (p *fakeProvider) Env() map[string]string { return p.env }

func (p *fakeProvider) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	p.server.Stop()
}

func (p *fakeProvider) handle(_ any, stream grpc.ServerStream) error {
	method, _ := grpc.MethodFromServerStream(stream)
	var request frame
	if err := stream.RecvMsg(&request); err != nil {
		return err
	}
	p.mu.Lock()
	p.calls = append(p.calls, fmt.Sprintf("%s %q", method, []byte(request)))
	answers := p.answers[method]
	p.mu.Unlock()
	if answers == nil {
		return status.Errorf(codes.FailedPrecondition, "no response for %s", method)
	}
	for _, answer := range answers {
		if err := stream.SendMsg((*frame)(&answer)); err != nil {
			return err
		}
	}
	return nil
}

func (p *fakeProvider) called() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.calls)
}

// start starts a relay whose launch function returns the fake providers in order.
func start(t *testing.T, providers ...*fakeProvider) *Relay {
	t.Helper()
	launched := 0
	r, err := Start(t.Context(), func(context.Context) (Process, error) {
		if launched == len(providers) {
			return nil, fmt.Errorf("there are only %d providers", launched)
		}
		launched++
		return providers[launched-1], nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

// open opens a session.
func open(t *testing.T, r *Relay, o SessionOptions) *Session {
	t.Helper()
	s, err := r.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func connect(t *testing.T, s *Session) *grpc.ClientConn {
	t.Helper()
	var listeners map[string]struct {
		Addr struct{ Network, String string }
	}
	if err := json.Unmarshal([]byte(s.Env()["TF_REATTACH_PROVIDERS"]), &listeners); err != nil {
		t.Fatal(err)
	}
	at := listeners["registry.terraform.io/hashicorp/aws"].Addr
	conn, err := grpc.NewClient("passthrough:///relay", grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, at.Network, at.String)
		}),
		grpc.WithDefaultCallOptions(grpc.ForceCodecV2(frames{})))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// call makes a call and returns the response. An error fails the test.
func call(t *testing.T, conn *grpc.ClientConn, method, request string) string {
	t.Helper()
	answer, err := tryCall(t, conn, method, request)
	if err != nil {
		t.Fatalf("%s: %v", method, err)
	}
	return answer
}

func tryCall(t *testing.T, conn *grpc.ClientConn, method, request string) (string, error) {
	t.Helper()
	in, out := frame(request), frame(nil)
	err := conn.Invoke(t.Context(), method, &in, &out)
	return string(out), err
}
