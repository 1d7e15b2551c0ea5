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

// chromium returns the path of the browser. The names are those of .ci/clients.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	need(t, "there is no Chromium on the PATH", "install Chromium")
	return ""
}

// tab is one page of a browser that reaches a stand-in under production URLs, and the apps of this machine.
type tab struct {
	t   *testing.T
	ctx context.Context

	mu         sync.Mutex
	complaints []string // of the browser's console
}

// ownHosts are those that the browser itself asks for, of which the stand-in's proxy need not know. They are found nowhere.
const ownHosts = "*.google.com;*.googleapis.com;*.gstatic.com"

// openTab starts a browser with the stand-in's proxy and the key of its CA, as an administrator would set it up; all that a
// browser enforces stays on. One browser serves one stand-in, for the key is an argument of its start.
func openTab(t *testing.T, s *standIn) *tab {
	t.Helper()
	profile, err := os.MkdirTemp("", "cognitokit-clients-") //nolint:usetesting // t.TempDir fails while the browser still writes
	require.NoError(t, err)
	t.Cleanup(func() {
		assert.Eventually(t, func() bool { return os.RemoveAll(profile) == nil }, 20*time.Second, 50*time.Millisecond)
	})
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium(t)), chromedp.NoSandbox, chromedp.UserDataDir(profile),
		chromedp.WindowSize(1280, 900), // wide enough for the wide copy of the sign-in form
		chromedp.ProxyServer(s.proxy), chromedp.Flag("proxy-bypass-list", "localhost;"+ownHosts),
		chromedp.Flag("ignore-certificate-errors-spki-list", keyHash(t, s.authority)),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"),
	)
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, patience)
	t.Cleanup(cancel)
	b := &tab{t: t, ctx: ctx}
	chromedp.ListenTarget(ctx, b.listen)
	require.NoError(t, chromedp.Run(ctx, log.Enable()))
	return b
}

// keyHash is what the browser knows a CA by: the hash of its public key.
func keyHash(t *testing.T, authority []byte) string {
	t.Helper()
	block, _ := pem.Decode(authority)
	require.NotNil(t, block)
	certificate, err := x509.ParseCertificate(block.Bytes)
	require.NoError(t, err)
	sum := sha256.Sum256(certificate.RawSubjectPublicKeyInfo)
	return base64.StdEncoding.EncodeToString(sum[:])
}

// listen keeps what the browser's console shows, such as why it blocked a request.
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
	b.complaints = append(b.complaints, text)
}

func (b *tab) console() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return strings.Join(b.complaints, "\n")
}

// runPage opens an app in a browser and takes what its script says. visit, if not nil, is what a person does meanwhile.
func runPage(t *testing.T, s *standIn, a *app, visit ...chromedp.Action) {
	t.Helper()
	b := openTab(t, s)
	require.NoError(t, chromedp.Run(b.ctx, chromedp.Navigate(a.origin+"/")))
	visited := make(chan error, 1)
	if len(visit) > 0 {
		go func() { visited <- chromedp.Run(b.ctx, visit...) }()
	}
	var said report
	for !said.done && !said.failed {
		select {
		case line := <-a.lines:
			said.take(t, line)
		case q := <-a.questions:
			q.answer <- s.answer(t, q.text)
		case err := <-visited:
			require.NoError(t, err, b.console())
		case <-b.ctx.Done():
			require.NoError(t, fmt.Errorf("the page said nothing more: %w", b.ctx.Err()), b.console())
		}
	}
	if said.failed || said.groups == 0 {
		t.Errorf("the page ended after %d groups\n%s", said.groups, b.console())
	}
}
