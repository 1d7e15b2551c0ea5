package check

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// InvalidResponse describes an invalid response of a reachable host. A check reports it as a
// finding, and not as a reason why the check could not run. It does not contain the body.
type InvalidResponse string

func (r InvalidResponse) Error() string { return string(r) }

const (
	// fetchTimeout limits one request, from the connection to the last byte.
	fetchTimeout = 15 * time.Second
	// documentSize exceeds the size of any document of Cognito, in bytes.
	documentSize = 1 << 20
)

// FetchJSON reads a JSON document. The error is an [InvalidResponse] if the host returns
// anything else. An unreachable or overloaded host is another error.
func FetchJSON(ctx context.Context, client *http.Client, address string, into any) error {
	ctx, cancel := context.WithTimeout(ctx, fetchTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	// A redirect is an invalid response, and a public document requires no cookies.
	direct := *client
	direct.Jar = nil
	direct.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	response, err := direct.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	switch status := response.StatusCode; {
	case status == http.StatusTooManyRequests || status >= http.StatusInternalServerError:
		return fmt.Errorf("GET %s: the response is %s", address, response.Status)
	case status != http.StatusOK:
		return InvalidResponse(fmt.Sprintf("GET %s returns %d and must return 200.", address, status))
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, documentSize+1))
	if err != nil {
		return fmt.Errorf("GET %s: the response ended early: %w", address, err)
	}
	if len(body) > documentSize {
		return InvalidResponse(fmt.Sprintf("GET %s returns more than %d bytes and must return a small JSON document.", address, documentSize))
	}
	if err := json.Unmarshal(body, into); err != nil {
		return InvalidResponse(fmt.Sprintf("GET %s does not return the required JSON object.", address))
	}
	return nil
}

// AsInvalidResponse returns the text of an [InvalidResponse].
func AsInvalidResponse(err error) (string, bool) {
	invalid, ok := errors.AsType[InvalidResponse](err)
	return string(invalid), ok
}

// Quote formats a field of a document for a message: quoted, on one line, and shortened.
func Quote(field string) string {
	const most = 200 // characters
	if runes := []rune(field); len(runes) > most {
		field = string(runes[:most]) + "…"
	}
	return fmt.Sprintf("%q", field)
}
