package clients

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// chromium returns the path of the browser. .ci/clients looks for the same names.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	need(t, "Chromium is not on the PATH", "install Chromium")
	return ""
}

// tab is one page of a browser. The browser reaches the emulator at production URLs, and the apps on this machine.
type tab struct {
	t   *testing.T
	ctx context.Context

	mu       sync.Mutex
	messages []string // the messages in the browser's console
}

// ownHosts are hosts that the browser calls by itself. They bypass the emulator's proxy and cannot be resolved.
const ownHosts = "*.google.com;*.googleapis.com;*.gstatic.com"

// tabTimeout limits the time of a tab. A test that inspects many pages needs half a minute, and on a busy machine several minutes.
const tabTimeout = 10 * time.Minute

// openTab starts a browser with the emulator's proxy and the key of its CA, as an administrator would configure it. All
// other rules of the browser stay in force. A browser works with one emulator, because the key is a command line argument.
func openTab(t *testing.T, s *emulator) *tab {
	t.Helper()
	return openTabWith(t,
		chromedp.ProxyServer(s.proxy), chromedp.Flag("proxy-bypass-list", "localhost;"+ownHosts),
		chromedp.Flag("ignore-certificate-errors-spki-list", keyHash(t, s.authority)),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"),
	)
}

// openPlainTab starts a browser without the proxy and the CA of an emulator. It reaches only this machine.
func openPlainTab(t *testing.T) *tab {
	t.Helper()
	return openTabWith(t, chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE *.localhost, EXCLUDE localhost, EXCLUDE 127.0.0.1"))
}

func openTabWith(t *testing.T, more ...chromedp.ExecAllocatorOption) *tab {
	t.Helper()
	profile, err := os.MkdirTemp("", "cognitokit-clients-") //nolint:usetesting // t.TempDir fails while the browser still writes
	require.NoError(t, err)
	t.Cleanup(func() {
		assert.Eventually(t, func() bool { return os.RemoveAll(profile) == nil }, 20*time.Second, 50*time.Millisecond)
	})
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium(t)), chromedp.NoSandbox, chromedp.UserDataDir(profile),
		chromedp.WindowSize(1280, 900), // the sign-in form for wide windows
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
	)
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), append(options, more...)...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, tabTimeout)
	t.Cleanup(cancel)
	b := &tab{t: t, ctx: ctx}
	chromedp.ListenTarget(ctx, b.listen)
	require.NoError(t, chromedp.Run(ctx, log.Enable()))
	return b
}

// keyHash returns the hash of a CA's public key, by which the browser identifies the CA.
func keyHash(t *testing.T, authority []byte) string {
	t.Helper()
	block, _ := pem.Decode(authority)
	require.NotNil(t, block)
	certificate, err := x509.ParseCertificate(block.Bytes)
	require.NoError(t, err)
	sum := sha256.Sum256(certificate.RawSubjectPublicKeyInfo)
	return base64.StdEncoding.EncodeToString(sum[:])
}

// listen records the messages in the browser's console, such as the reason why the browser blocked a request.
func (b *tab) listen(event any) {
	var text string
	switch e := event.(type) {
	case *log.EventEntryAdded:
		text = e.Entry.Text + " " + e.Entry.URL
	case *runtime.EventExceptionThrown:
		text = e.ExceptionDetails.Error()
	default:
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.messages = append(b.messages, text)
}

func (b *tab) console() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return strings.Join(b.messages, "\n")
}

// runPage opens an app in a browser and reads the results of its script. actions, if not empty, are the user's actions
// in the meantime.
func runPage(t *testing.T, s *emulator, a *app, actions ...chromedp.Action) {
	t.Helper()
	openTab(t, s).runPage(s, a, actions...)
}

// runPage is runPage in an open browser. The page ends after all actions, so it cannot do without one of them.
func (b *tab) runPage(s *emulator, a *app, actions ...chromedp.Action) {
	t := b.t
	t.Helper()
	require.NoError(t, chromedp.Run(b.ctx, chromedp.Navigate(a.origin+"/")))
	acted := make(chan error, 1)
	go func() { acted <- chromedp.Run(b.ctx, actions...) }()
	var progress report
	for acting := true; !progress.failed && (!progress.done || acting); {
		select {
		case line := <-a.lines:
			progress.read(t, line)
		case q := <-a.questions:
			q.answer <- s.answer(t, q.text)
		case err := <-acted:
			require.NoError(t, err, b.console())
			acting = false
		case <-b.ctx.Done():
			require.NoError(t, fmt.Errorf("the page sent no further result: %w", b.ctx.Err()), b.console())
		}
	}
	if progress.failed || progress.groups == 0 {
		t.Errorf("the page ended after %d groups\n%s", progress.groups, b.console())
	}
}
