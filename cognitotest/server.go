package cognitotest

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/control"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/durable"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/fault"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/requestlog"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/rsakey"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Server is a running emulator. It is safe for concurrent use.
type Server struct {
	// URL is the plain HTTP endpoint, for AWS_ENDPOINT_URL and a user's browser. The hosted
	// pages of a domain are at http://PREFIX.auth.REGION.localhost:PORT.
	URL string
	// ProxyURL is the CONNECT proxy, for HTTPS_PROXY.
	ProxyURL string
	// CAFile is the path of a file with the CA certificate in PEM. Without a state directory
	// [Server.Close] removes the file.
	CAFile string

	config    Config
	ownProxy  string // the address of the proxy on this machine
	store     *userpool.Store
	handler   http.Handler
	authority *authority
	tunnels   *tunnelListener
	rejected  rejectedHosts
	faults    *fault.Rules
	requests  *requestlog.Log
	folder    string           // the folder of the files for clients
	journal   *durable.Journal // nil means that the state is only in memory
	triggers  *trigger.Invoker
	start     start
	servers   []*http.Server
	running   sync.WaitGroup
	closing   sync.Once
	client    *http.Client
}

// NewServer starts a server with the default settings. It panics if the server cannot start,
// as httptest.NewServer does.
func NewServer() *Server {
	s, err := Start(Config{})
	if err != nil {
		panic(err)
	}
	return s
}

// Start starts a server. The caller must call [Server.Close].
func Start(config Config) (*Server, error) {
	config = config.withDefaults()
	if err := config.validate(); err != nil {
		return nil, err
	}
	plain, err := config.listen(config.Listen)
	if err != nil {
		return nil, err
	}
	proxy, err := config.listen(config.ProxyListen)
	if err != nil {
		return nil, errors.Join(err, plain.Close())
	}
	s := &Server{
		URL: "http://" + config.reachedAt(plain.Addr()), ProxyURL: "http://" + config.reachedAt(proxy.Addr()),
		config: config, ownProxy: onThisMachine(proxy.Addr()), tunnels: newTunnelListener(),
	}
	if err := s.prepare(); err != nil {
		return nil, errors.Join(err, plain.Close(), proxy.Close(), s.closeState())
	}
	rsakey.Start()
	s.serve(plain, s.handler)
	s.serve(s.tunnels, s.handler)
	s.serve(proxy, http.HandlerFunc(s.proxy))
	return s, nil
}

// prepare opens the state, creates the files for clients, and applies the seed file. The
// server does not accept requests before.
func (s *Server) prepare() (err error) {
	defer func() {
		if fault := stateFault(recover()); fault != nil {
			err = fmt.Errorf("cognitotest: %w", fault)
		}
	}()
	if err := s.openState(); err != nil {
		return err
	}
	s.store.Clock.Base = s.config.Now
	if err := s.prepareClients(); err != nil {
		return err
	}
	s.config.offline = s.config.ProviderClient == nil
	s.config.ProviderClient = s.providerClient()
	router := newRouter(s.store, s.config, s.Reset)
	router.control.StateError, router.control.Connection = s.StateError, s.connection
	s.triggers, s.faults, s.requests = router.triggers, router.faults, router.requests
	s.handler = s.logged(router.recorded(router.withBody(router.withFaults(s.recovered(router)))))
	return s.seed(router)
}

// connection returns what other programs of the machine need to reach the server.
func (s *Server) connection() control.Connection {
	return control.Connection{URL: s.URL, ProxyURL: s.ProxyURL, CAFile: s.CAFile, CACertificate: string(s.authority.pem), Region: s.config.Region}
}

// providerClient returns the client for identity providers. It does not follow redirects, and a
// redirect is an error of the provider: it would send the client secret, a code or a token to a
// host that the settings of the pool do not name. The caller's CheckRedirect has precedence.
func (s *Server) providerClient() *http.Client {
	client := *s.client
	if s.config.ProviderClient != nil {
		client = *s.config.ProviderClient
	}
	if client.CheckRedirect == nil {
		client.CheckRedirect = returnRedirect
	}
	return &client
}

// prepareClients loads or creates the CA, writes its certificate and the AWS configuration for
// child processes, and creates the client of [Server.Client].
func (s *Server) prepareClients() error {
	var err error
	if s.authority, err = authorityOf(s.store); err != nil {
		return err
	}
	s.CAFile = filepath.Join(s.folder, "ca.pem")
	if err := os.WriteFile(s.CAFile, s.authority.pem, 0o600); err != nil {
		return fmt.Errorf("cognitotest: cannot write the CA certificate: %w", err)
	}
	if err := s.writeAWSFiles(); err != nil {
		return err
	}
	s.client = s.newClient()
	return nil
}

func (s *Server) serve(l net.Listener, handler http.Handler) {
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: s.config.timeouts.header, ReadTimeout: s.config.timeouts.request,
		WriteTimeout: s.config.timeouts.response, IdleTimeout: s.config.timeouts.idle, MaxHeaderBytes: maxHeader,
		ErrorLog: slog.NewLogLogger(s.config.Log.Handler(), slog.LevelDebug),
	}
	s.servers = append(s.servers, server)
	s.running.Go(func() { _ = server.Serve(l) }) // returns after Close
}

func (s *Server) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.config.Log.Info("request", "method", r.Method, "host", r.Host, "path", r.URL.Path, "target", r.Header.Get("X-Amz-Target"))
		next.ServeHTTP(w, r)
	})
}

// Close stops the server, closes its connections and removes its files, except the files in a
// state directory. It may be called more than once.
func (s *Server) Close() {
	s.closing.Do(func() {
		s.client.CloseIdleConnections()
		for _, server := range s.servers {
			_ = server.Close() // returns only the error of the listener
		}
		s.running.Wait()
		s.triggers.Close()
		rsakey.Stop()
		_ = s.closeState() // every transaction is on disk, and a file that is missing needs no removal
	})
}
