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

// network sends the browser's requests with the program's own HTTP client.
type network struct {
	http *http.Client

	mu       sync.Mutex
	to       destination
	callback *url.URL // the callback, which is recorded and not requested
	handed   *url.URL // the target of a redirect that was replaced by handover
	failed   error    // why the latest page could not be fetched
}

// handover replaces an address with an app's own scheme, which the browser would not request.
// The top-level domain .invalid never resolves (RFC 2606 section 2).
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

// watch discards the last callback and sets the next destination.
func (n *network) watch(to destination) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.to, n.callback, n.handed, n.failed = to, nil, nil, nil
}

// stop records an address if it is the destination, and reports whether it is.
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

// redirects returns the Location that the browser gets: handover in place of an address with an
// app's own scheme, so that the browser stores the cookies of the redirect.
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

// arrived returns the callback, or nil.
func (n *network) arrived() *url.URL {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.callback
}

// fault returns the error of the latest page that could not be fetched, or nil.
func (n *network) fault() error {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.failed
}

// listen returns a listener that serves each request that the browser pauses.
func (n *network) listen(tab context.Context) func(any) {
	return func(event any) {
		// A navigation by script to an app's own scheme sends no network request.
		if navigation, ok := event.(*page.EventFrameRequestedNavigation); ok {
			if address, err := url.Parse(navigation.URL); err == nil && !fetchable(address) {
				n.stop(address)
			}
			return
		}
		paused, ok := event.(*cdpfetch.EventRequestPaused)
		if !ok {
			return
		}
		go func() { // the listener itself must not block
			target := chromedp.FromContext(tab).Target
			if target == nil {
				return
			}
			ctx := cdp.WithExecutor(tab, target)
			_ = n.serve(ctx, paused) // ignore the error: the browser may have exited
		}()
	}
}

func (n *network) serve(ctx context.Context, paused *cdpfetch.EventRequestPaused) error {
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
			continue // they describe the encoded body, which the transport has decoded
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
		if text, ok := value.(string); ok && !strings.EqualFold(name, "Accept-Encoding") { // the transport sets its own and decodes the body
			request.Header.Set(name, text)
		}
	}
	return n.http.Do(request)
}

// navigate goes to an address. It does not wait for a page, because the address may be the app's callback.
func navigate(ctx context.Context, address string) error {
	_, _, failed, _, err := page.Navigate(address).Do(ctx)
	_ = failed // network.fault returns a more precise error
	return err
}
