package cognitoidp_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/samltest"
)

// samlProvider returns a request for the provider Corp with details in JSON.
func samlProvider(details map[string]string) string {
	text, _ := json.Marshal(details) // cannot fail: strings
	return `{"UserPoolId":"{pool}","ProviderName":"Corp","ProviderType":"SAML","ProviderDetails":` + string(text) + `}`
}

// TestSAMLProviderErrors: metadata with which no user could sign in is rejected, and so are settings that the
// service does not have. Nothing is created.
func TestSAMLProviderErrors(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	idp := samltest.New(t)
	expired := samltest.NewWithValidity(t, s.Now().AddDate(-2, 0, 0), s.Now().AddDate(-1, 0, 0))
	file := func(oldnew ...string) map[string]string {
		return map[string]string{"MetadataFile": idp.Metadata(oldnew...)}
	}
	with := func(name, value string) map[string]string {
		return map[string]string{"MetadataFile": idp.Metadata(), name: value}
	}
	const unmarshal = "Unable to unmarshall metadata"
	tests := []struct {
		name    string
		details map[string]string
		want    string
	}{
		{"no XML", map[string]string{"MetadataFile": "metadata"}, unmarshal},
		{"unclosed element", map[string]string{"MetadataFile": "<a><a><a>"}, unmarshal},
		{"another document", map[string]string{"MetadataFile": "<html></html>"}, unmarshal},
		{"metadata of a service provider", file("IDPSSODescriptor", "SPSSODescriptor"), "No SingleSignOn Http redirect binding location found in metadata."},
		{"no sign-in by redirect", file(`Redirect" Location="`+samltest.SSO, `Artifact" Location="`+samltest.SSO), "No SingleSignOn Http redirect binding location found in metadata."},
		{"no entity id", file(`entityID="https://idp.example/saml"`, `entityID=""`), "No entityID found in metadata."},
		{"no signing certificate", file(`use="signing"`, `use="encryption"`), "No signing certificate found in metadata."},
		{"certificate that is not base64", file(idp.Certificate, "?"), "A signing certificate in metadata is not valid."},
		{"certificate that is not X.509", file(idp.Certificate, "AAAA"), "A signing certificate in metadata is not valid."},
		{"expired certificate", file(idp.Certificate, expired.Certificate), "A signing certificate in metadata has expired."},
		{"long certificate", file(idp.Certificate, strings.Repeat("A", 4097)), "A signing certificate in metadata is longer than 4096 characters."},
		{"expired metadata", file("entityID=", `validUntil="2020-01-01T00:00:00Z" entityID=`), "Metadata has expired."},
		{"URL with another port", map[string]string{"MetadataURL": "https://idp.example:8443/metadata"}, "MetadataURL must be an http or https URL with port 80 or 443."},
		{"URL with another scheme", map[string]string{"MetadataURL": "ftp://idp.example/metadata"}, "MetadataURL must be an http or https URL with port 80 or 443."},
		{"URL without a host", map[string]string{"MetadataURL": "https:///metadata"}, "MetadataURL must be an http or https URL with port 80 or 443."},
		{"another algorithm", with("RequestSigningAlgorithm", "rsa-sha1"), "RequestSigningAlgorithm must be rsa-sha256."},
		{"IDPSignout that is not a flag", with("IDPSignout", "yes"), "IDPSignout must be true or false."},
		{"IDPInit that is not a flag", with("IDPInit", ""), "IDPInit must be true or false."},
		{"EncryptedResponses that is not a flag", with("EncryptedResponses", "TRUE"), "EncryptedResponses must be true or false."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.fails(t, "CreateIdentityProvider", samlProvider(tt.details), "InvalidParameterException", tt.want)
		})
	}
	assert.Empty(t, s.ok(t, "ListIdentityProviders", `{"UserPoolId":"{pool}"}`)["Providers"])

	s.ok(t, "CreateIdentityProvider", samlProvider(file()))
	for _, tt := range tests[:3] {
		s.fails(t, "UpdateIdentityProvider", strings.Replace(samlProvider(tt.details), `"ProviderType":"SAML",`, "", 1), "InvalidParameterException", tt.want)
	}
	details := at(s.ok(t, "DescribeIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"Corp"}`), "IdentityProvider", "ProviderDetails")
	assert.Equal(t, idp.Metadata(), at(details, "MetadataFile"), "a rejected update changes nothing")
	s.fails(t, "CreateIdentityProvider", strings.Replace(samlProvider(file()), "{pool}", "us-east-1_AbCdEfGhI", 1), "ResourceNotFoundException", "User pool us-east-1_AbCdEfGhI does not exist.")
}

// TestSAMLProviderSettings: a provider has the settings of the caller, the addresses of its metadata, and a
// certificate. An update replaces all of them.
func TestSAMLProviderSettings(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	idp := samltest.New(t)
	sent := map[string]string{
		"MetadataFile": idp.Metadata(), "IDPSignout": "true", "IDPInit": "true", "EncryptedResponses": "false", "RequestSigningAlgorithm": "rsa-sha256",
		"SSORedirectBindingURI": "https://old.example/sso", "ActiveEncryptionCertificate": "mine",
	}
	described := func() map[string]any {
		details := at(s.ok(t, "DescribeIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"Corp"}`), "IdentityProvider", "ProviderDetails").(map[string]any)
		s.certificate(t, details["ActiveEncryptionCertificate"])
		delete(details, "ActiveEncryptionCertificate")
		return details
	}
	s.ok(t, "CreateIdentityProvider", samlProvider(sent))
	assert.Equal(t, map[string]any{
		"MetadataFile": idp.Metadata(), "IDPSignout": "true", "IDPInit": "true", "EncryptedResponses": "false", "RequestSigningAlgorithm": "rsa-sha256",
		"SSORedirectBindingURI": "https://idp.example/sso", "SLORedirectBindingURI": "https://idp.example/slo",
	}, described())

	changed := idp.Metadata(samltest.SSO, "https://idp.example/new", `Redirect" Location="`+samltest.SLO, `SOAP" Location="`+samltest.SLO)
	s.ok(t, "UpdateIdentityProvider", strings.Replace(samlProvider(map[string]string{"MetadataFile": changed, "SLORedirectBindingURI": samltest.SLO}), `"ProviderType":"SAML",`, "", 1))
	assert.Equal(t, map[string]any{"MetadataFile": changed, "SSORedirectBindingURI": "https://idp.example/new"}, described())
}

// metadataHost is a network with one document at https://idp.example/metadata.
type metadataHost struct {
	status   int
	document string
	requests []string
}

func (h *metadataHost) RoundTrip(r *http.Request) (*http.Response, error) {
	h.requests = append(h.requests, r.Method+" "+r.URL.String()+" "+r.UserAgent())
	if r.URL.Host != "idp.example" {
		return nil, http.ErrServerClosed
	}
	return &http.Response{StatusCode: h.status, Body: io.NopCloser(strings.NewReader(h.document)), Request: r, Header: http.Header{"Location": {"https://other.example/"}}}, nil
}

// TestMetadataURLIsRequested: with a client for providers, the emulator requests the metadata when the provider
// is created or updated.
func TestMetadataURLIsRequested(t *testing.T) {
	idp := samltest.New(t)
	host := &metadataHost{status: http.StatusOK, document: idp.Metadata()}
	s := startWith(t, cognitotest.Config{ProviderClient: &http.Client{Transport: host}})
	s.pool(t, `{"PoolName":"p"}`)
	const address = "https://idp.example/metadata"
	created := samlProvider(map[string]string{"MetadataURL": address})
	updated := strings.Replace(created, `"ProviderType":"SAML",`, "", 1)

	for _, tt := range []struct {
		name     string
		status   int
		document string
		request  string
		want     string
	}{
		{"not found", 404, idp.Metadata(), created, "Non-ok status code 404 returned from remote metadata source " + address},
		{"redirect", 302, idp.Metadata(), created, "Non-ok status code 302 returned from remote metadata source " + address},
		{"a page", 200, "<html></html>", created, "Unable to unmarshall metadata"},
		{"more than a megabyte", 200, strings.Repeat(" ", 1<<20) + idp.Metadata(), created, "Unable to unmarshall metadata"},
		{"another host", 200, idp.Metadata(), strings.Replace(created, "idp.example", "away.example", 1), "Error retrieving metadata from https://away.example/metadata"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			host.status, host.document = tt.status, tt.document
			s.fails(t, "CreateIdentityProvider", tt.request, "InvalidParameterException", tt.want)
		})
	}

	host.status, host.document, host.requests = 200, idp.Metadata(), nil
	got := at(s.ok(t, "CreateIdentityProvider", created), "IdentityProvider", "ProviderDetails")
	assert.Equal(t, "https://idp.example/sso", at(got, "SSORedirectBindingURI"))
	assert.Equal(t, []string{"GET https://idp.example/metadata Amazon/Cognito"}, host.requests)
	host.document = idp.Metadata(samltest.SSO, "https://idp.example/new")
	got = at(s.ok(t, "UpdateIdentityProvider", updated), "IdentityProvider", "ProviderDetails")
	assert.Equal(t, "https://idp.example/new", at(got, "SSORedirectBindingURI"))
	require.Len(t, host.requests, 2)

	// The other ways to change or read a provider need no request.
	s.ok(t, "UpdateIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"Corp","AttributeMapping":{"email":"mail"}}`)
	s.Advance(7 * time.Hour)
	s.ok(t, "DescribeIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"Corp"}`)
	assert.Len(t, host.requests, 2)
}
