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

// names are the names under which operating systems install the browser.
var names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"}

// ErrNoBrowser means that neither Chromium nor Chrome is installed.
var ErrNoBrowser = errors.New("managed login requires a browser, and neither Chromium nor Chrome is on the PATH. Install one")

// Executable returns the path of the installed Chromium or Chrome.
func Executable() (path string, found bool) {
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, true
		}
	}
	return "", false
}

// Browser is the browser of one user, with its own profile.
type Browser struct {
	client  *login.Client
	profile string
	tab     context.Context
	stop    func()
	network *network
}

// Open starts the browser. The caller must call Close. The error is ErrNoBrowser, or reports
// why the browser did not start.
func Open(ctx context.Context, client *login.Client) (*Browser, error) {
	executable, found := Executable()
	if !found {
		return nil, ErrNoBrowser
	}
	profile, err := os.MkdirTemp("", "cognitokit-browser-")
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(executable), chromedp.UserDataDir(profile),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		// This program fetches all requests of a page. The browser itself must not reach the network.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"), chromedp.Flag("disable-quic", true),
	)
	if os.Geteuid() == 0 { // the browser's sandbox does not start for root
		options = append(options, chromedp.NoSandbox)
	}
	allocator, stopAllocator := chromedp.NewExecAllocator(context.WithoutCancel(ctx), options...)
	tab, stopTab := chromedp.NewContext(allocator)
	b := &Browser{client: client, profile: profile, tab: tab, stop: func() { stopTab(); stopAllocator() }, network: newNetwork(client.HTTP)}
	chromedp.ListenTarget(tab, b.network.listen(tab))
	// The first Run starts the browser, and chromedp ends the browser with the context of that Run. So pass tab and not
	// the caller's context, and stop the browser if the caller's context ends in the meantime.
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
	// The browser's processes may still write to the profile for a moment, so retry for 5 seconds.
	for range 100 {
		if err := os.RemoveAll(b.profile); err == nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return os.RemoveAll(b.profile)
}

// quitTimeout limits how long Close waits for the browser to exit by itself.
const quitTimeout = 5 * time.Second

// quit asks the browser to exit, so that it removes its temporary files. A killed browser leaves
// them. The result does not matter: Close kills the browser afterwards.
func (b *Browser) quit() {
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = chromedp.Cancel(b.tab)
	}()
	select {
	case <-done:
	case <-time.After(quitTimeout):
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

// open navigates to an address. From then on the network watches for the destination.
func (b *Browser) open(ctx context.Context, address string, to destination) error {
	b.network.watch(to)
	err := b.do(ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		return navigate(ctx, address)
	}))
	if b.network.arrived() != nil { // the network aborted the navigation to the destination
		return nil
	}
	return err
}
