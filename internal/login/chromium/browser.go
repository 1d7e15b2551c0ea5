package chromium

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"

	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/chromedp"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// names are those under which systems install the browser.
var names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"}

// ErrNoBrowser means that there is no Chromium or Chrome to sign in with.
var ErrNoBrowser = errors.New("managed login requires a browser, and neither Chromium nor Chrome is on the PATH. Install one")

// Browser is the browser of one person, with a profile of its own.
type Browser struct {
	client  *login.Client
	profile string
	tab     context.Context
	stop    func()
	network *network
}

// Open starts the browser. The caller must call Close. The error is ErrNoBrowser, or says
// that the browser did not start.
func Open(ctx context.Context, client *login.Client) (*Browser, error) {
	executable := ""
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			executable = path
			break
		}
	}
	if executable == "" {
		return nil, ErrNoBrowser
	}
	profile, err := os.MkdirTemp("", "cognitokit-browser-")
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(executable), chromedp.UserDataDir(profile),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		// All that a page asks for is fetched by this program, and nothing else.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"), chromedp.Flag("disable-quic", true),
	)
	if os.Geteuid() == 0 { // its sandbox does not start for root
		options = append(options, chromedp.NoSandbox)
	}
	allocator, stopAllocator := chromedp.NewExecAllocator(context.WithoutCancel(ctx), options...)
	tab, stopTab := chromedp.NewContext(allocator)
	b := &Browser{client: client, profile: profile, tab: tab, stop: func() { stopTab(); stopAllocator() }, network: newNetwork(client.HTTP)}
	chromedp.ListenTarget(tab, b.network.listen(tab))
	// The first run starts the browser, whose life is then that run's context: not the caller's.
	whileStarting := context.AfterFunc(ctx, b.stop)
	err = chromedp.Run(tab, fetch.Enable())
	if !whileStarting() {
		err = ctx.Err()
	}
	if err != nil {
		_ = b.Close()
		return nil, fmt.Errorf("%s did not start: %w", executable, err)
	}
	return b, nil
}

// Close ends the browser and removes its profile.
func (b *Browser) Close() error {
	b.quit()
	b.stop()
	// A process of the browser may still write for a moment.
	for range 100 {
		if err := os.RemoveAll(b.profile); err == nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return os.RemoveAll(b.profile)
}

// quitTime is how long the browser may take to end by itself.
const quitTime = 5 * time.Second

// quit asks the browser to end, so that it takes its own temporary files with it. One that
// is killed leaves them; whether it did as it was asked does not matter after that.
func (b *Browser) quit() {
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = chromedp.Cancel(b.tab)
	}()
	select {
	case <-done:
	case <-time.After(quitTime):
	}
}

// do runs actions in the browser until the caller's context ends.
func (b *Browser) do(ctx context.Context, actions ...chromedp.Action) error {
	tab, cancel := context.WithCancel(b.tab)
	defer cancel()
	defer context.AfterFunc(ctx, cancel)()
	err := chromedp.Run(tab, actions...)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// open goes to an address, and watches for the destination from then on.
func (b *Browser) open(ctx context.Context, address string, to destination) error {
	b.network.watch(to)
	err := b.do(ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		return navigate(ctx, address)
	}))
	if b.network.arrived() != nil { // the navigation to it was ended
		return nil
	}
	return err
}
