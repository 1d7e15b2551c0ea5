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

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/durable"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/seed"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Server is a running stand-in. It is safe for concurrent use.
type Server struct {
	// URL is the plain HTTP endpoint, for AWS_ENDPOINT_URL and a person's browser:
	// the hosted pages of a domain are at http://PREFIX.auth.REGION.localhost:PORT.
	URL string
	// ProxyURL is the CONNECT proxy, for HTTPS_PROXY.
	ProxyURL string
	// CAFile holds the CA certificate in PEM. Without a state directory [Server.Close]
	// removes it.
	CAFile string

	config    Config
	store     *userpool.Store
	handler   http.Handler
	authority *authority
	tunnels   *tunnelListener
	refused   refusals
	folder    string           // of the files for clients
	journal   *durable.Journal // nil: in memory only
	seeded    []seed.Pool
	servers   []*http.Server
	running   sync.WaitGroup
	closing   sync.Once
	client    *http.Client
}

// NewServer starts a server with the defaults. It panics if it cannot listen, as
// httptest.NewServer does.
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
	if err := config.check(); err != nil {
		return nil, err
	}
	plain, err := listen(config.Listen)
	if err != nil {
		return nil, err
	}
	proxy, err := listen(config.ProxyListen)
	if err != nil {
		return nil, errors.Join(err, plain.Close())
	}
	s := &Server{
		URL: "http://" + plain.Addr().String(), ProxyURL: "http://" + proxy.Addr().String(),
		config: config, tunnels: newTunnelListener(),
	}
	if err := s.prepare(); err != nil {
		return nil, errors.Join(err, plain.Close(), proxy.Close(), s.closeState())
	}
	s.serve(plain, s.handler)
	s.serve(s.tunnels, s.handler)
	s.serve(proxy, http.HandlerFunc(s.proxy))
	return s, nil
}

// prepare does all that comes before the first request.
func (s *Server) prepare() (err error) {
	defer func() {
		if fault := stateFault(recover()); fault != nil {
			err = fmt.Errorf("cognitotest: %w", fault)
		}
	}()
	if err := s.openState(); err != nil {
		return err
	}
	if err := s.prepareClients(); err != nil {
		return err
	}
	s.config.ProviderClient = s.providerClient()
	router := newRouter(s.store, s.config)
	s.handler = s.logged(s.recovered(router.bounded(router)))
	return s.seed(router)
}

// providerClient is the client for identity providers. A redirect would take the client
// secret, a code or a token to a host that the pool does not name: unless the caller's
// client decides about redirects itself, the answer is an error of the provider.
func (s *Server) providerClient() *http.Client {
	client := *s.client
	if s.config.ProviderClient != nil {
		client = *s.config.ProviderClient
	}
	if client.CheckRedirect == nil {
		client.CheckRedirect = refuseRedirect
	}
	return &client
}

// prepareClients makes the CA, writes its certificate and the AWS configuration of
// child processes, and builds the client of this one.
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
		Handler: handler, ReadHeaderTimeout: s.config.times.header, ReadTimeout: s.config.times.request,
		WriteTimeout: s.config.times.answer, IdleTimeout: s.config.times.idle, MaxHeaderBytes: maxHeader,
		ErrorLog: slog.NewLogLogger(s.config.Log.Handler(), slog.LevelDebug),
	}
	s.servers = append(s.servers, server)
	s.running.Go(func() { _ = server.Serve(l) }) // it ends with Close
}

func (s *Server) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.config.Log.Info("request", "method", r.Method, "host", r.Host, "path", r.URL.Path, "target", r.Header.Get("X-Amz-Target"))
		next.ServeHTTP(w, r)
	})
}

// Close stops the server, cuts its connections and removes its files, but for those of a
// state directory. It may be called more than once.
func (s *Server) Close() {
	s.closing.Do(func() {
		s.client.CloseIdleConnections()
		for _, server := range s.servers {
			_ = server.Close() // it only repeats the listener's error
		}
		s.running.Wait()
		_ = s.closeState() // each step is on disk, and a file that is gone already is what is wanted
	})
}
