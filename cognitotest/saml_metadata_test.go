package cognitotest_test

import (
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/samltest"
)

// metadataHost is a network with one document at https://idp.example/metadata.
type metadataHost struct {
	mu       sync.Mutex
	document string // "": the host does not answer
	requests int
}

func (h *metadataHost) RoundTrip(r *http.Request) (*http.Response, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.requests++
	if h.document == "" || r.URL.String() != "https://idp.example/metadata" {
		return nil, io.ErrUnexpectedEOF
	}
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(h.document)), Request: r}, nil
}

func (h *metadataHost) set(document string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.document, h.requests = document, 0
}

// The pool requests metadata with a URL again after six hours, or when its validUntil has passed
// (developer guide, "Adding and managing SAML identity providers in a user pool").
func TestSAMLMetadataIsRequestedAgain(t *testing.T) {
	t.Parallel()
	first, second := samltest.New(t), samltest.New(t)
	host := &metadataHost{document: first.Metadata()}
	s, err := cognitotest.Start(cognitotest.Config{ProviderClient: &http.Client{Transport: host}})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	f := newSAMLPool(t, s, samlSettings{idp: first, details: map[string]string{"MetadataURL": "https://idp.example/metadata"}})
	ssoOf := func() string {
		response, _ := fetch(t, browser(t, s.Client()), http.MethodGet, f.authorizeURL("&identity_provider=Corp"), nil)
		location, _, _ := strings.Cut(response.Header.Get("Location"), "?")
		return location
	}
	signsIn := func(idp *samltest.Provider) bool {
		visit := f.visit(t)
		f.idp = idp
		return strings.Contains(visit.post(t, idp.Signed(f.response(visit.requestID)), visit.relayState), "?code=")
	}
	host.set(second.Metadata(samltest.SSO, "https://idp.example/new"))
	s.Advance(5 * time.Hour)
	assert.Equal(t, "https://idp.example/sso", ssoOf())
	assert.True(t, signsIn(first))
	assert.Zero(t, host.requests)

	s.Advance(time.Hour)
	assert.Equal(t, "https://idp.example/new", ssoOf())
	assert.Equal(t, 1, host.requests)
	assert.True(t, signsIn(second), "with the key of the new document")
	assert.False(t, signsIn(first))
	assert.Equal(t, 1, host.requests)

	// A document with validUntil is valid only until then.
	soon := s.Now().Add(7 * time.Hour).UTC().Format(time.RFC3339)
	host.set(second.Metadata("entityID=", `validUntil="`+soon+`" entityID=`))
	s.Advance(6 * time.Hour)
	assert.True(t, signsIn(second))
	s.Advance(2 * time.Hour)
	host.set("")
	response, _ := fetch(t, browser(t, s.Client()), http.MethodGet, f.authorizeURL("&identity_provider=Corp"), nil)
	assert.Equal(t, "Error retrieving metadata from https://idp.example/metadata", description(t, response.Header.Get("Location")))
	host.set(first.Metadata())
	assert.True(t, signsIn(first))
}

// A metadata file is not valid after its validUntil.
func TestExpiredSAMLMetadataFile(t *testing.T) {
	t.Parallel()
	s := start(t)
	idp := samltest.New(t)
	soon := s.Now().Add(time.Hour).UTC().Format(time.RFC3339)
	f := newSAMLPool(t, s, samlSettings{idp: idp, details: map[string]string{"MetadataFile": idp.Metadata("entityID=", `validUntil="`+soon+`" entityID=`)}})
	visit := f.visit(t)
	f.exchangeCode(t, visit.browser, visit.post(t, idp.Signed(f.response(visit.requestID)), visit.relayState))
	s.Advance(time.Hour)
	visit = f.visit(t)
	assert.Contains(t, description(t, visit.post(t, idp.Signed(f.response(visit.requestID)), visit.relayState)), "Invalid SAML response received: ")
}

// Without a client for providers the server connects to no other host: a provider with a URL can be
// configured, but its users cannot sign in.
func TestSAMLMetadataURLWithoutAProviderClient(t *testing.T) {
	t.Parallel()
	s := start(t)
	f := newSAMLPool(t, s, samlSettings{details: map[string]string{"MetadataURL": "https://idp.example/metadata"}})
	response, _ := fetch(t, browser(t, s.Client()), http.MethodGet, f.authorizeURL("&identity_provider=Corp"), nil)
	assert.Equal(t, "Error retrieving metadata from https://idp.example/metadata: the emulator makes no requests to other hosts. Use MetadataFile, or start the emulator with Config.ProviderClient.",
		description(t, response.Header.Get("Location")))
	assert.Empty(t, s.RefusedHosts())
}

// A signature with any certificate of the metadata is valid (developer guide, "Things to know about SAML
// IdPs"), with or without the certificate in the signature.
func TestSAMLMetadataWithTwoCertificates(t *testing.T) {
	t.Parallel()
	s := start(t)
	first, second := samltest.New(t), samltest.New(t)
	const end = "</md:KeyDescriptor>"
	key := "<md:KeyDescriptor><ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:X509Data><ds:X509Certificate>" + second.Certificate + "</ds:X509Certificate></ds:X509Data></ds:KeyInfo>" + end
	f := newSAMLPool(t, s, samlSettings{idp: first, details: map[string]string{"MetadataFile": first.Metadata(end, end+key)}})
	for _, idp := range []*samltest.Provider{first, second} {
		for _, named := range []bool{true, false} {
			visit := f.visit(t)
			text := idp.Signed(f.response(visit.requestID))
			if !named {
				before, rest, _ := strings.Cut(text, "<ds:KeyInfo>")
				_, after, _ := strings.Cut(rest, "</ds:KeyInfo>")
				text = before + after
			}
			f.exchangeCode(t, visit.browser, visit.post(t, text, visit.relayState))
		}
	}
}
