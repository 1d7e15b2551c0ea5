package chromium

import (
	"bytes"
	"context"
	"encoding/base64"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	cdpfetch "github.com/chromedp/cdproto/fetch"
	cdpnetwork "github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/cognitokit/terraform-aws-cognito/internal/exchange"
)

// network answers the browser's requests with what the program's own client is answered.
type network struct {
	http *http.Client

	mu       sync.Mutex
	to       destination
	callback *url.URL // where the app would be called, which it is not
	handed   *url.URL // where a redirect leads that the browser follows to handover
	failed   error    // of the latest page that could not be fetched
}

// handover stands for an address of an app's own scheme, which the browser would not ask
// for. No such host is ever found (RFC 2606 section 2).
const handover = "https://app.invalid/"

func newNetwork(client *http.Client) *network {
	direct := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if client != nil {
		direct.Transport, direct.Timeout = client.Transport, client.Timeout
	}
	if _, bounded := direct.Transport.(*exchange.Transport); !bounded {
		direct.Transport = &exchange.Transport{Next: direct.Transport}
	}
	return &network{http: &direct}
}

// watch forgets the last callback and waits for another.
func (n *network) watch(to destination) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.to, n.callback, n.handed, n.failed = to, nil, nil, nil
}

// stop notes a callback, if an address is one.
func (n *network) stop(address *url.URL) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	reached := n.to.reached(address)
	if reached == nil && address.String() == handover {
		reached = n.handed
	}
	if reached != nil {
		n.callback = reached
	}
	return reached != nil
}

// redirects is where a redirect leads the browser: to handover in place of an app's own
// scheme, so that it keeps the cookies that come with the redirect.
func (n *network) redirects(from *url.URL, location string) string {
	target, err := from.Parse(location)
	if err != nil || fetchable(target) {
		return location
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.handed = n.to.reached(target); n.handed == nil {
		return location
	}
	return handover
}

// arrived is where the app would have been called, or nil.
func (n *network) arrived() *url.URL {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.callback
}

// fault is why the latest page could not be fetched, or nil.
func (n *network) fault() error {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.failed
}

// listen answers each request that the browser pauses.
func (n *network) listen(tab context.Context) func(any) {
	return func(event any) {
		// A script that leads to an app's own scheme asks the network for nothing.
		if led, ok := event.(*page.EventFrameRequestedNavigation); ok {
			if address, err := url.Parse(led.URL); err == nil && !fetchable(address) {
				n.stop(address)
			}
			return
		}
		paused, ok := event.(*cdpfetch.EventRequestPaused)
		if !ok {
			return
		}
		go func() { // the listener itself must not wait
			target := chromedp.FromContext(tab).Target
			if target == nil {
				return
			}
			ctx := cdp.WithExecutor(tab, target)
			_ = n.answer(ctx, paused) // a browser that has gone needs none
		}()
	}
}

func (n *network) answer(ctx context.Context, paused *cdpfetch.EventRequestPaused) error {
	fail := func(reason cdpnetwork.ErrorReason) error {
		return cdpfetch.FailRequest(paused.RequestID, reason).Do(ctx)
	}
	address, err := url.Parse(paused.Request.URL + paused.Request.URLFragment)
	if err != nil {
		return fail(cdpnetwork.ErrorReasonAddressUnreachable)
	}
	if n.stop(address) {
		return fail(cdpnetwork.ErrorReasonAborted)
	}
	response, err := n.fetch(ctx, paused.Request, address)
	if err != nil {
		if paused.ResourceType == cdpnetwork.ResourceTypeDocument {
			n.mu.Lock()
			n.failed = err
			n.mu.Unlock()
		}
		return fail(cdpnetwork.ErrorReasonConnectionFailed)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return fail(cdpnetwork.ErrorReasonConnectionFailed)
	}
	var headers []*cdpfetch.HeaderEntry
	for name, values := range response.Header {
		if strings.EqualFold(name, "Content-Length") || strings.EqualFold(name, "Transfer-Encoding") {
			continue // of the answer as it came over the wire
		}
		for _, value := range values {
			if name == "Location" {
				value = n.redirects(address, value)
			}
			headers = append(headers, &cdpfetch.HeaderEntry{Name: name, Value: value})
		}
	}
	return cdpfetch.FulfillRequest(paused.RequestID, int64(response.StatusCode)).WithResponseHeaders(headers).
		WithBody(base64.StdEncoding.EncodeToString(body)).Do(ctx)
}

func (n *network) fetch(ctx context.Context, asked *cdpnetwork.Request, address *url.URL) (*http.Response, error) {
	bare := *address
	bare.Fragment = ""
	var body []byte
	for _, part := range asked.PostDataEntries {
		decoded, err := base64.StdEncoding.DecodeString(part.Bytes)
		if err != nil {
			return nil, err
		}
		body = append(body, decoded...)
	}
	request, err := http.NewRequestWithContext(ctx, asked.Method, bare.String(), bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	for name, value := range asked.Headers {
		if text, ok := value.(string); ok && !strings.EqualFold(name, "Accept-Encoding") { // the transport decodes its own
			request.Header.Set(name, text)
		}
	}
	return n.http.Do(request)
}

// navigate goes to an address. It does not wait for the page, which may be an app's.
func navigate(ctx context.Context, address string) error {
	_, _, failed, _, err := page.Navigate(address).Do(ctx)
	_ = failed // the network knows why better than the browser
	return err
}
