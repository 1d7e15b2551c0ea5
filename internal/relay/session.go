package relay

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/stats"
)

// Call is a call from Terraform to the provider.
type Call struct {
	// Method is the name of the call in tfplugin6.proto, also if the call uses protocol 5.
	Method string
	// Request is the message, in Protocol Buffers.
	Request []byte
	// Configuration is the message that configured the provider on this connection; nil
	// before that.
	Configuration []byte
	// Schema returns the provider's complete schema, a GetProviderSchema.Response.
	Schema func(context.Context) ([]byte, error)
}

// Answer returns the response to a call in place of the provider, or false to pass the call on.
type Answer func(context.Context, Call) (response []byte, answered bool, err error)

// SessionOptions are the options of [Relay.Open]. With the zero value, the provider serves all calls.
type SessionOptions struct {
	// Folder is the folder in which Terraform runs. The relay returns the schema of the types
	// that occur in the folder's configuration, in its installed modules and in its states. It
	// reads them when Terraform requests the schema. Default: the complete schema.
	Folder string
	// Answer is called before the provider. Default: the provider serves all calls.
	Answer Answer
	// Configure returns the request that configures the provider, in place of the request in
	// the call. Default: the request of the call.
	Configure func(context.Context, Call) ([]byte, error)
}

// Session is the server to which the commands of one configuration connect.
type Session struct {
	relay   *Relay
	options SessionOptions
	server  *grpc.Server
	env     string
	spent   atomic.Int64
}

// Open starts a server for the commands of one configuration. The caller must call
// [Session.Close], or [Relay.Close], which closes all sessions.
func (r *Relay) Open(o SessionOptions) (*Session, error) {
	first, err := r.first()
	if err != nil {
		return nil, err
	}
	s := &Session{relay: r, options: o}
	network, address := "unix", ""
	if runtime.GOOS == "windows" {
		network, address = "tcp", "127.0.0.1:0"
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if network == "unix" {
		address = filepath.Join(r.folder, fmt.Sprintf("%d", serial.Add(1)))
	}
	socket, err := net.Listen(network, address)
	if err != nil {
		return nil, fmt.Errorf("the provider relay cannot listen: %w", err)
	}
	here := first.listener
	here.Test = true // Terraform must not end the process
	here.Addr.Network, here.Addr.String = network, socket.Addr().String()
	text, err := json.Marshal(map[string]listener{first.address: here})
	if err != nil {
		_ = socket.Close()
		return nil, err
	}
	s.env = string(text)
	s.server = grpc.NewServer(
		grpc.ForceServerCodecV2(frames{}), grpc.MaxRecvMsgSize(largest), grpc.MaxSendMsgSize(largest),
		grpc.UnknownServiceHandler(s.handle), grpc.StatsHandler(connections{}))
	r.sessions[s] = true
	go func() { _ = s.server.Serve(socket) }() // returns when the session is closed
	return s, nil
}

// serial numbers the sockets of a process.
var serial atomic.Int64

// Env returns the environment variables with which a command connects to the session.
func (s *Session) Env() map[string]string { return map[string]string{reattachVariable: s.env} }

// Spent returns the provider's total response time over all calls.
func (s *Session) Spent() time.Duration { return time.Duration(s.spent.Load()) }

// Close ends the session. The processes keep running for other sessions.
func (s *Session) Close() {
	s.relay.mu.Lock()
	delete(s.relay.sessions, s)
	s.relay.mu.Unlock()
	s.server.Stop()
}

// connection is one connection from Terraform. Terraform opens one for each configuration of
// the provider and one to read the schema.
type connection struct {
	configured atomic.Pointer[configuration]
}

// configuration is the provider configuration of a connection, and the process that has it.
type configuration struct {
	upstream *upstream
	request  []byte
}

// connections gives each connection of a server its own [connection].
type connections struct{}

type connectionKey struct{}

func (connections) TagConn(ctx context.Context, _ *stats.ConnTagInfo) context.Context {
	return context.WithValue(ctx, connectionKey{}, &connection{})
}
func (connections) HandleConn(context.Context, stats.ConnStats) {}
func (connections) TagRPC(ctx context.Context, _ *stats.RPCTagInfo) context.Context {
	return ctx
}
func (connections) HandleRPC(context.Context, stats.RPCStats) {}

// usedTypes returns a function that reports whether a type occurs in the session's folder. It
// reports true for every type if there is no folder, or if the folder cannot be read: Terraform
// then reports the problem.
func (s *Session) usedTypes() func(string) bool {
	every := func(string) bool { return true }
	if s.options.Folder == "" {
		return every
	}
	words, err := wordsOf(s.options.Folder)
	if err != nil {
		return every
	}
	return func(name string) bool { return words[name] }
}
