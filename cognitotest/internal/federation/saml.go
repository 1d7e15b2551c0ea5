package federation

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/saml"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// receivesPost changes the cookie of a sign-in whose provider answers with a POST. Browsers send
// such a cookie only with SameSite=None, which they reject without Secure. Without the attribute
// they send it for two minutes, on the plain endpoint.
func receivesPost(cookie *http.Cookie, path string) {
	cookie.Path, cookie.SameSite = path, http.SameSiteDefaultMode
	if cookie.Secure {
		cookie.SameSite = http.SameSiteNoneMode
	}
}

// serviceProvider returns the pool of a domain as the service provider of a SAML provider.
func (c *Client) serviceProvider(ctx context.Context, poolID, origin string, i userpool.IdentityProvider) (*saml.ServiceProvider, error) {
	metadata, err := c.metadata(ctx, poolID, i)
	if err != nil {
		return nil, err
	}
	pool, err := c.Store.Pool(poolID)
	if err != nil {
		return nil, err
	}
	keys, err := c.Issuer.SAMLKeys(pool)
	if err != nil {
		return nil, err
	}
	return &saml.ServiceProvider{
		PoolID: poolID, Origin: origin, Provider: metadata, Keys: keys, Now: c.Store.Clock.Now(),
		SignRequests: i.Details["RequestSigningAlgorithm"] != "", Encrypted: i.Details["EncryptedResponses"] == "true",
	}, nil
}

// startSAML starts a sign-in at a SAML provider (developer guide, "SAML session initiation in
// Amazon Cognito user pools").
func (c *Client) startSAML(ctx context.Context, i userpool.IdentityProvider, d userpool.Domain, query, origin string) (userpool.ProviderSignIn, string, error) {
	sp, err := c.serviceProvider(ctx, d.PoolID, origin, i)
	if err != nil {
		return userpool.ProviderSignIn{}, "", err
	}
	signIn := c.Store.StartProviderSignIn(userpool.ProviderSignIn{
		PoolID: d.PoolID, Provider: i.Name, Query: query, Browser: randomText(), RequestID: newRequestID(),
	}, signInTimeout)
	location, err := sp.AuthnRequest(signIn.RequestID, signIn.State)
	return signIn, location, err
}

// newRequestID returns the id of a SAML request.
func newRequestID() string { return "_" + userpool.NewUUID() }

// SAMLResponse is a response that a provider has posted through a browser.
type SAMLResponse struct {
	Text      string // base64
	Origin    string // of the pool's domain, as the browser reached it
	RequestID string // of the request that it must answer; "" for a response without a request
}

// IdentifySAML verifies a response of a SAML provider, and returns the provider's claims about the
// user. The error is an *Error, unless it is internal.
func (c *Client) IdentifySAML(ctx context.Context, poolID string, i userpool.IdentityProvider, response SAMLResponse) (userpool.Assertion, error) {
	sp, err := c.serviceProvider(ctx, poolID, response.Origin, i)
	if err != nil {
		return userpool.Assertion{}, err
	}
	verified, err := sp.Verify(response.Text, response.RequestID, func(id string, until time.Time) bool {
		return c.Store.UseAssertion(poolID, i.Name, id, until)
	})
	if err != nil {
		return userpool.Assertion{}, samlError(err)
	}
	assertion := userpool.Assertion{
		Provider: i, Subject: verified.User.NameID, Issuer: sp.Provider.EntityID(), Claims: map[string]string{}, SAML: &verified.User,
		Authentication: i.Authentication("", nil),
	}
	for name, values := range verified.Attributes {
		assertion.Claims[name] = textOf(values)
	}
	return assertion, nil
}

// ProfileError returns the error of a sign-in whose assertion is valid, but whose user cannot have the
// attributes. For a SAML provider it is an invalid response (re:Post, "How do I troubleshoot invalid
// SAML response errors").
func ProfileError(a userpool.Assertion, err error) error {
	exception, ok := errors.AsType[*apierror.Exception](err)
	if a.SAML == nil || !ok || exception.Name != apierror.ErrInvalidParameter.Name {
		return err
	}
	return samlError(&saml.InvalidResponse{Reason: exception.Message})
}

// textOf returns the values of a SAML attribute as the text of an attribute.
func textOf(values []string) string {
	if len(values) == 1 {
		return values[0]
	}
	list := make([]any, len(values))
	for i, value := range values {
		list[i] = value
	}
	return text(list)
}

// SignOut returns the address of a SAML provider at which the logout of a browser continues, with
// the target of the pool's own logout. ok is false if the session is not from such a provider, or if
// the provider does not have IDPSignout or an address for logouts. If the provider cannot be used
// now, the logout is complete without it (unspecified).
func (c *Client) SignOut(r *http.Request, session userpool.BrowserSession, origin, target string) (location string, ok bool) {
	i, err := c.Store.IdentityProvider(session.PoolID, session.Provider)
	if err != nil || session.SAML == nil || i.Details["IDPSignout"] != "true" {
		return "", false
	}
	sp, err := c.serviceProvider(r.Context(), session.PoolID, origin, i)
	if err != nil || sp.Provider.SLOLocation() == "" {
		return "", false
	}
	out := c.Store.StartProviderSignOut(userpool.ProviderSignOut{
		PoolID: session.PoolID, Provider: i.Name, RequestID: newRequestID(), Target: target,
	}, signInTimeout)
	location, err = sp.LogoutRequest(out.RequestID, out.RelayState, *session.SAML)
	return location, err == nil
}

// SignedOut verifies the response of a SAML provider to a logout, and returns the target of the
// pool's own logout.
func (c *Client) SignedOut(r *http.Request, poolID, relayState, origin string) (target string, err error) {
	out, ok := c.Store.TakeProviderSignOut(poolID, relayState)
	if !ok {
		return "", ErrUnknownState
	}
	i, err := c.Store.IdentityProvider(poolID, out.Provider)
	if err != nil {
		return "", err
	}
	sp, err := c.serviceProvider(r.Context(), poolID, origin, i)
	if err != nil {
		return "", err
	}
	return out.Target, sp.VerifyLogout(r, out.RequestID)
}
