package relay

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"sync"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

// reattachVariable is the environment variable with the addresses of running providers, for
// Terraform and OpenTofu.
//
// Source: "Debugging Providers" in the documentation of Terraform's plugin framework.
const reattachVariable = "TF_REATTACH_PROVIDERS"

// Off is the value of [Variable] that turns the relay off.
const (
	Variable = "COGNITOKIT_RELAY"
	Off      = "off"
)

// Process is a running provider.
type Process interface {
	// Env returns the environment variables with which Terraform connects to it.
	Env() map[string]string
	// Close ends it.
	Close()
}

// Relay runs the processes of one provider.
type Relay struct {
	launch func(context.Context) (Process, error)
	folder string // contains the sockets

	mu        sync.Mutex
	sessions  map[*Session]bool
	upstreams []*upstream

	configuring sync.Mutex
	configured  map[string]*upstream // by method and request of ConfigureProvider

	reading sync.Mutex
	schemas map[string][]byte // the complete responses, by method

	validating sync.Mutex
	valid      map[string][]byte // responses without an error, by method and request
}

var errClosed = errors.New("the provider relay was closed")

// upstream is a provider process with its connection.
type upstream struct {
	process  Process
	address  string // the provider's source address, such as registry.terraform.io/hashicorp/aws
	listener listener
	conn     *grpc.ClientConn

	taken    bool   // whether it has a configuration
	response []byte // the response to that configuration
}

// listener is a provider's entry in the reattach variable.
type listener struct {
	Protocol        string
	ProtocolVersion int
	Pid             int
	Test            bool
	Addr            struct{ Network, String string }
}

// Start launches the first process of a provider. The caller must call [Relay.Close].
func Start(ctx context.Context, launch func(context.Context) (Process, error)) (*Relay, error) {
	folder, err := os.MkdirTemp("", "relay-") // a short name: macOS limits the path of a socket to 104 bytes
	if err != nil {
		return nil, fmt.Errorf("cannot create a temporary folder for the provider relay: %w", err)
	}
	r := &Relay{launch: launch, folder: folder, sessions: map[*Session]bool{}, configured: map[string]*upstream{}, schemas: map[string][]byte{}, valid: map[string][]byte{}}
	if _, err := r.add(ctx); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

// Close closes the sessions, ends the processes and removes the sockets.
func (r *Relay) Close() error {
	r.mu.Lock()
	sessions, upstreams := r.sessions, r.upstreams
	r.sessions, r.upstreams = map[*Session]bool{}, nil
	r.mu.Unlock()
	for s := range sessions {
		s.server.Stop()
	}
	var ending sync.WaitGroup
	for _, u := range upstreams {
		ending.Go(func() {
			_ = u.conn.Close() // the process ends next, so an error does not matter
			u.process.Close()
		})
	}
	ending.Wait()
	return os.RemoveAll(r.folder)
}

// add launches a process and connects to it.
func (r *Relay) add(ctx context.Context) (*upstream, error) {
	process, err := r.launch(ctx)
	if err != nil {
		return nil, err
	}
	u := &upstream{process: process}
	if err := u.connect(); err != nil {
		process.Close()
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.upstreams = append(r.upstreams, u)
	return u, nil
}

func (u *upstream) connect() error {
	var listeners map[string]listener
	if err := json.Unmarshal([]byte(u.process.Env()[reattachVariable]), &listeners); err != nil || len(listeners) != 1 {
		return fmt.Errorf("the provider relay cannot read the address of the provider (%q)", u.process.Env()[reattachVariable])
	}
	for address, l := range listeners {
		u.address, u.listener = address, l
	}
	if v := u.listener.ProtocolVersion; v != 5 && v != 6 {
		return fmt.Errorf("the provider %s uses plugin protocol %d. The relay supports 5 and 6. Set %s=%s", u.address, v, Variable, Off)
	}
	at := u.listener.Addr
	conn, err := grpc.NewClient("passthrough:///provider",
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, at.Network, at.String)
		}),
		grpc.WithDefaultCallOptions(grpc.ForceCodecV2(frames{}), grpc.MaxCallRecvMsgSize(largest), grpc.MaxCallSendMsgSize(largest)))
	if err != nil {
		return fmt.Errorf("the provider relay cannot connect to the provider: %w", err)
	}
	u.conn = conn
	return nil
}

// first returns the first process. It serves the calls that need no configuration.
func (r *Relay) first() (*upstream, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.upstreams) == 0 {
		return nil, errClosed
	}
	return r.upstreams[0], nil
}

// configure returns the process that has a configuration already, or configures a free or new
// one. A process has one configuration: if two commands configured it in turn, both would use the
// last configuration. After a failed configuration the process is free again.
func (r *Relay) configure(ctx context.Context, method string, request []byte) (*upstream, []byte, error) {
	r.configuring.Lock()
	defer r.configuring.Unlock()
	key := method + "\x00" + string(request)
	if u := r.configured[key]; u != nil {
		return u, u.response, nil
	}
	free, err := r.free()
	if err == nil && free == nil {
		free, err = r.add(ctx)
	}
	if err != nil {
		return nil, nil, err
	}
	response, err := free.call(ctx, method, request)
	if err != nil {
		return nil, nil, err
	}
	if !failed(response, diagnosticsOfConfigure) {
		free.taken, free.response = true, response
		r.configured[key] = free
	}
	return free, response, nil
}

// validated returns the provider's response to a provider configuration, and caches it unless it
// contains an error. At each such call hashicorp/aws checks all of its schemas, which is most of
// its work for a command (Provider.Validate in terraform-plugin-sdk calls InternalValidate).
func (r *Relay) validated(ctx context.Context, method string, request []byte) ([]byte, error) {
	first, err := r.first()
	if err != nil {
		return nil, err
	}
	r.validating.Lock()
	defer r.validating.Unlock()
	key := method + "\x00" + string(request)
	if known, ok := r.valid[key]; ok {
		return known, nil
	}
	response, err := first.call(ctx, method, request)
	if err == nil && !failed(response, diagnosticsOfValidate) {
		r.valid[key] = response
	}
	return response, err
}

// free returns a process without a configuration, or nil.
func (r *Relay) free() (*upstream, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.upstreams) == 0 {
		return nil, errClosed
	}
	for _, u := range r.upstreams {
		if !u.taken {
			return u, nil
		}
	}
	return nil, nil
}

// schema returns the complete response to a method that returns schemas. It calls the provider
// once and caches the response.
func (r *Relay) schema(ctx context.Context, method string, request []byte) ([]byte, error) {
	first, err := r.first()
	if err != nil {
		return nil, err
	}
	r.reading.Lock()
	defer r.reading.Unlock()
	if known := r.schemas[method]; known != nil {
		return known, nil
	}
	response, err := first.call(ctx, method, request)
	if err != nil {
		return nil, err
	}
	r.schemas[method] = response
	return response, nil
}

// call makes a unary call.
func (u *upstream) call(ctx context.Context, method string, request []byte) ([]byte, error) {
	var response frame
	err := u.conn.Invoke(ctx, method, (*frame)(&request), &response)
	return response, err
}
