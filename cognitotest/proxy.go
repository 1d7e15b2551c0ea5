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

// proxy handles CONNECT (RFC 9110 section 9.3.6) for the emulated hosts and terminates TLS. It
// also handles plain requests to the server's own plain endpoint, because a client with the
// proxy in its environment may send them through the proxy. It rejects and records all other
// requests.
func (s *Server) proxy(w http.ResponseWriter, r *http.Request) {
	host, port, err := net.SplitHostPort(target(r))
	host = strings.ToLower(host) // the case has no meaning (RFC 9110 section 4.2.3)
	if r.Method != http.MethodConnect && err == nil && s.isPlainEndpoint(host, port) {
		s.handler.ServeHTTP(w, r)
		return
	}
	if r.Method != http.MethodConnect || err != nil || port != "443" || !s.emulates(host) {
		s.rejectHost(w, r)
		return
	}
	connection, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	if _, err := connection.Write([]byte("HTTP/1.1 200 Connection established\r\n\r\n")); err != nil {
		_ = connection.Close() // the client has disconnected
		return
	}
	s.tunnels.add(tls.Server(tunnel{connection, unread(buffered.Reader, connection)}, s.authority.serverConfig(host)))
}

// target returns the host and port to which a request is addressed. For CONNECT it is the
// request target, HOST:PORT (RFC 9112 section 3.2.3), and not r.Host: net/http uses the Host
// header for a target without a host.
func target(r *http.Request) string {
	if r.Method == http.MethodConnect {
		return r.RequestURI
	}
	return r.Host
}

// rejectHost rejects and records a request to a host that the server does not emulate.
func (s *Server) rejectHost(w http.ResponseWriter, r *http.Request) {
	target := target(r)
	if _, _, err := net.SplitHostPort(target); err != nil && r.Method != http.MethodConnect {
		target = net.JoinHostPort(target, "80") // a plain request names no port
	}
	s.rejected.add(target)
	s.config.Log.Warn("refused", "method", r.Method, "host", target)
	// A status line is ASCII, and a DNS name has at most 253 characters (RFC 1035 section 2.3.4).
	shown := strings.Trim(strconv.QuoteToASCII(target), `"`)
	reason := "cognitotest does not emulate " + shown[:min(len(shown), 253+len(":65535"))]
	if r.Method != http.MethodConnect {
		http.Error(w, reason, http.StatusForbidden)
		return
	}
	// Clients show only the status line of the response to a rejected CONNECT request.
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		http.Error(w, reason, http.StatusForbidden)
		return
	}
	_, _ = fmt.Fprintf(connection, "HTTP/1.1 403 %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", reason) // an error means that the client has disconnected
	closeAfterReading(connection)
}

// lingerTime and lingerBytes limit the time and the bytes that closeAfterReading reads. They
// are the limits of net/http for a request body that a handler does not read.
const (
	lingerTime  = 500 * time.Millisecond
	lingerBytes = 256 << 10
)

// closeAfterReading closes a connection after a response. It first reads the bytes that the
// client sends, because closing a TCP connection with unread bytes resets it (RFC 1122 section
// 4.2.2.13). A client that starts TLS without waiting would then lose the response.
func closeAfterReading(connection net.Conn) {
	if half, ok := connection.(interface{ CloseWrite() error }); ok {
		_ = half.CloseWrite() // an error means that the client has disconnected
	}
	_ = connection.SetReadDeadline(time.Now().Add(lingerTime)) //nolint:forbidigo // a connection's deadline is of the machine's clock
	_, _ = io.Copy(io.Discard, io.LimitReader(connection, lingerBytes))
	_ = connection.Close()
}

// tunnel is a connection whose reader starts at the first byte after the CONNECT request. The
// HTTP server may have read that byte already, if the client sent it in the same segment.
type tunnel struct {
	net.Conn
	reader io.Reader
}

func (t tunnel) Read(b []byte) (int, error) { return t.reader.Read(b) }

// unread returns a reader for the bytes that an HTTP server has buffered, followed by the
// connection.
func unread(ahead *bufio.Reader, connection net.Conn) io.Reader {
	n := ahead.Buffered()
	if n == 0 {
		return connection
	}
	bytes, _ := ahead.Peek(n) // cannot fail: n bytes are buffered
	return io.MultiReader(strings.NewReader(string(bytes)), connection)
}

// isPlainEndpoint reports whether host and port are the server's own plain endpoint. The host
// may be a loopback address, an exposed name, or a name under localhost or an exposed name.
func (s *Server) isPlainEndpoint(host, port string) bool {
	_, own, err := net.SplitHostPort(strings.TrimPrefix(s.URL, "http://"))
	_, domain := s.config.cutSuffix(host)
	return err == nil && port == own && (domain || s.config.isServer(host))
}

// emulates reports whether the host is a host of the service or the domain of a pool.
func (s *Server) emulates(host string) bool {
	if _, ok := serviceRegion(host); ok {
		return true
	}
	_, ok := s.store.DomainByHost(host)
	return ok
}

// rejectedHosts records the hosts that the proxy rejected.
type rejectedHosts struct {
	mu    sync.Mutex
	hosts []string
}

func (r *rejectedHosts) add(host string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.hosts = append(r.hosts, host)
}

func (r *rejectedHosts) list() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.hosts)
}

// tunnelListener passes the connections of the proxy's tunnels to an HTTP server.
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
		_ = c.Close() // the server has stopped
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
