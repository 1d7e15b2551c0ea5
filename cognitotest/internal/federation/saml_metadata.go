package federation

import (
	"context"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/url"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/saml"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// samlType is the type of SAML providers.
const samlType = "SAML"

// metadataLifetime is how long the pool uses metadata from a URL before it requests it again
// (developer guide, "Adding and managing SAML identity providers in a user pool").
const metadataLifetime = 6 * time.Hour

// offlineAdvice is the emulator's own explanation.
const offlineAdvice = ": the emulator makes no requests to other hosts. Use MetadataFile, or start the emulator with Config.ProviderClient."

// ConfigureMetadata adds to a new or changed SAML provider its metadata and the details that the
// service reads from it: the addresses for sign-in and logout. It requests a document with a URL.
// An offline client does not: it adds addresses at the host of the URL, in the format of the
// documentation's example. The error is an InvalidParameterException.
func (c *Client) ConfigureMetadata(ctx context.Context, i *userpool.IdentityProvider) error {
	delete(i.Details, "SSORedirectBindingURI") // a caller may send details of older metadata
	delete(i.Details, "SLORedirectBindingURI")
	address := i.Details["MetadataURL"]
	if c.Offline && address != "" {
		u, err := url.Parse(address)
		if err != nil {
			return apierror.InvalidParameter("Error retrieving metadata from %s", address)
		}
		i.Metadata, i.MetadataRead = "", time.Time{}
		i.Details["SSORedirectBindingURI"] = "https://" + u.Host + "/sso/saml"
		i.Details["SLORedirectBindingURI"] = "https://" + u.Host + "/slo/saml"
		return nil
	}
	document := i.Details["MetadataFile"]
	if address != "" {
		var err error
		if document, err = c.requestMetadata(ctx, address); err != nil {
			return err
		}
	}
	read, err := saml.Configure(document, c.Store.Clock.Now())
	if err != nil {
		return err
	}
	i.Metadata, i.MetadataRead = document, c.Store.Clock.Now()
	maps.Copy(i.Details, metadataDetails(read))
	return nil
}

// metadataDetails returns the details of a provider that the service reads from its metadata.
func metadataDetails(m saml.Metadata) map[string]string {
	details := map[string]string{"SSORedirectBindingURI": m.SSOLocation()}
	if location := m.SLOLocation(); location != "" {
		details["SLORedirectBindingURI"] = location
	}
	return details
}

// requestMetadata requests a metadata document. The text for another status than 200 is observed
// (aws-solutions/aws-data-lake-solution#31).
func (c *Client) requestMetadata(ctx context.Context, address string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, providerTimeout)
	defer cancel()
	failed := apierror.InvalidParameter("Error retrieving metadata from %s", address)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", failed
	}
	r.Header.Set("User-Agent", userAgent)
	response, err := c.HTTP.Do(r)
	if err != nil {
		return "", failed
	}
	document, err := io.ReadAll(io.LimitReader(response.Body, maxResponse))
	_ = response.Body.Close() // it has been read
	switch {
	case err != nil:
		return "", failed
	case response.StatusCode != http.StatusOK:
		return "", apierror.InvalidParameter("Non-ok status code %d returned from remote metadata source %s", response.StatusCode, address)
	}
	return string(document), nil
}

// metadata returns the current metadata of a provider. It requests a document with a URL again
// after its lifetime or its validUntil. The error is an *Error.
func (c *Client) metadata(ctx context.Context, poolID string, i userpool.IdentityProvider) (saml.Metadata, error) {
	address := i.Details["MetadataURL"]
	if i.Metadata == "" && c.Offline {
		return saml.Metadata{}, &Error{Code: "server_error", Description: "Error retrieving metadata from " + address + offlineAdvice}
	}
	read, err := saml.Read(i.Metadata)
	now := c.Store.Clock.Now()
	old := now.Sub(i.MetadataRead) >= metadataLifetime
	if address == "" || c.Offline || err == nil && !old && !read.Expired(now) {
		return read, samlError(err)
	}
	document, err := c.requestMetadata(ctx, address)
	if err != nil {
		return saml.Metadata{}, samlError(err)
	}
	if read, err = saml.Configure(document, now); err != nil {
		return saml.Metadata{}, samlError(err)
	}
	_, err = c.Store.KeepMetadata(poolID, i.Name, document, metadataDetails(read))
	return read, samlError(err)
}

// samlError returns the error for the app's callback.
func samlError(err error) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	if exception, ok := errors.AsType[*apierror.Exception](err); ok {
		text = exception.Message
	}
	return &Error{Code: "server_error", Description: text}
}
