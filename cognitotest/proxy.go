package cognitotest

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// proxy answers CONNECT (RFC 9110 section 9.3.6) for the hosts that the server
// stands for by ending TLS itself, and plain requests for its own plain endpoint, to
// which a client with the proxy in its environment may be sent. Everything else is
// refused and recorded.
func (s *Server) proxy(w http.ResponseWriter, r *http.Request) {
	host, port, err := net.SplitHostPort(target(r))
	if r.Method != http.MethodConnect && err == nil && s.isPlainEndpoint(host, port) {
		s.handler.ServeHTTP(w, r)
		return
	}
	if r.Method != http.MethodConnect || err != nil || port != "443" || !s.standsFor(host) {
		s.refuse(w, r)
		return
	}
	connection, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	if _, err := connection.Write([]byte("HTTP/1.1 200 Connection established\r\n\r\n")); err != nil {
		_ = connection.Close() // the client has gone
		return
	}
	s.tunnels.add(tls.Server(tunnel{connection, unread(buffered.Reader, connection)}, s.authority.serverConfig(host)))
}

// target is where a request is to go. Of CONNECT that is the request target alone, HOST:PORT
// (RFC 9112 section 3.2.3); net/http takes the Host header where that has no host.
func target(r *http.Request) string {
	if r.Method == http.MethodConnect {
		return r.RequestURI
	}
	return r.Host
}

// refuse records a request to a host that the server does not stand for.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request) {
	target := target(r)
	if _, _, err := net.SplitHostPort(target); err != nil && r.Method != http.MethodConnect {
		target = net.JoinHostPort(target, "80") // a plain request names no port
	}
	s.refused.add(target)
	s.config.Log.Warn("refused", "method", r.Method, "host", target)
	// A status line is ASCII; a name of the DNS has at most 253 characters (RFC 1035 section 2.3.4).
	shown := strings.Trim(strconv.QuoteToASCII(target), `"`)
	reason := "cognitotest does not stand for " + shown[:min(len(shown), 253+len(":65535"))]
	if r.Method != http.MethodConnect {
		http.Error(w, reason, http.StatusForbidden)
		return
	}
	// Clients show the status line of a refused tunnel and nothing else of the answer.
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		http.Error(w, reason, http.StatusForbidden)
		return
	}
	_, _ = fmt.Fprintf(connection, "HTTP/1.1 403 %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", reason) // refused either way
	closeAfterReading(connection)
}

// lingerTime and lingerBytes are how long and how far closeAfterReading reads: those of
// net/http for an answer to a body that it does not read.
const (
	lingerTime  = 500 * time.Millisecond
	lingerBytes = 256 << 10
)

// closeAfterReading closes a connection after an answer. A client that does not wait for
// the answer, but starts TLS at once, would lose it: closing a TCP connection with bytes
// that were not read resets it (RFC 1122 section 4.2.2.13).
func closeAfterReading(connection net.Conn) {
	if half, ok := connection.(interface{ CloseWrite() error }); ok {
		_ = half.CloseWrite() // the client has gone
	}
	_ = connection.SetReadDeadline(time.Now().Add(lingerTime)) //nolint:forbidigo // a connection's deadline is of the machine's clock
	_, _ = io.Copy(io.Discard, io.LimitReader(connection, lingerBytes))
	_ = connection.Close()
}

// tunnel is the connection of a tunnel from the first byte after the CONNECT request, which
// a client may send in one segment with it.
type tunnel struct {
	net.Conn
	reader io.Reader
}

func (t tunnel) Read(b []byte) (int, error) { return t.reader.Read(b) }

// unread reads what a server has read ahead of a connection, and then the connection.
func unread(ahead *bufio.Reader, connection net.Conn) io.Reader {
	n := ahead.Buffered()
	if n == 0 {
		return connection
	}
	bytes, _ := ahead.Peek(n) // they are there
	return io.MultiReader(strings.NewReader(string(bytes)), connection)
}

// isPlainEndpoint reports whether a request's target is the server's own plain
// endpoint, by a loopback address or a name that stands for one (RFC 6761 section 6.3).
func (s *Server) isPlainEndpoint(host, port string) bool {
	_, own, err := net.SplitHostPort(strings.TrimPrefix(s.URL, "http://"))
	ip := net.ParseIP(host)
	loopback := host == "localhost" || strings.HasSuffix(host, ".localhost") || (ip != nil && ip.IsLoopback())
	return err == nil && port == own && loopback
}

func (s *Server) standsFor(host string) bool {
	if _, ok := serviceRegion(host); ok {
		return true
	}
	_, ok := s.store.DomainByHost(host)
	return ok
}

// refusals records what the proxy refused.
type refusals struct {
	mu    sync.Mutex
	hosts []string
}

func (r *refusals) add(host string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.hosts = append(r.hosts, host)
}

func (r *refusals) list() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.hosts)
}

// tunnelListener hands the connections of the proxy's tunnels to an HTTP server.
type tunnelListener struct {
	accepted chan net.Conn
	closed   chan struct{}
	closing  sync.Once
}

func newTunnelListener() *tunnelListener {
	return &tunnelListener{accepted: make(chan net.Conn), closed: make(chan struct{})}
}

func (l *tunnelListener) add(c net.Conn) {
	select {
	case l.accepted <- c:
	case <-l.closed:
		_ = c.Close() // nobody serves it any more
	}
}

// Accept implements net.Listener.
func (l *tunnelListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.accepted:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

// Close implements net.Listener.
func (l *tunnelListener) Close() error {
	l.closing.Do(func() { close(l.closed) })
	return nil
}

// Addr implements net.Listener.
func (l *tunnelListener) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)} }
