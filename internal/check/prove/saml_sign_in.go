package prove

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// fixSAML is the fix of a SAML provider whose users cannot sign in.
const fixSAML = "Check provider_details and attribute_mapping of the provider and the schema of the pool, and apply the configuration again."

// SAMLSignIn is the check saml-sign-in.
var SAMLSignIn = check.Check{
	Name: "saml-sign-in",
	Doc:  "A user of a SAML provider signs in with the mapped attributes, and a response with another signature is rejected.",
	Of:   check.OfClient,
	Live: true,
	Run: func(ctx context.Context, t *check.Target) (findings []report.Finding, err error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		app, err := session.Of(t).ProviderApp(ctx)
		if err != nil {
			return nil, err
		}
		if t.Prove == nil || session.Of(t).Users == nil {
			return nil, check.NoProveAPI
		}
		pool, err := t.Pool(ctx)
		if err != nil {
			return nil, err
		}
		names, err := samlProviders(ctx, t, client)
		if err != nil {
			return nil, err
		}
		if len(names) == 0 {
			return nil, check.NotApplicable("the client supports no SAML provider")
		}
		for _, name := range names {
			s := &samlSignIn{t: t, app: app, pool: pool, client: client, onlySAML: len(names) == len(client.SupportedIdentityProviders)}
			more, err := s.prove(ctx, name)
			if err != nil {
				return nil, err
			}
			findings = append(findings, more...)
		}
		return findings, nil
	},
}

// samlProviders returns the names of the SAML providers that a client supports, sorted.
func samlProviders(ctx context.Context, t *check.Target, client *types.UserPoolClientType) (names []string, err error) {
	pages := cognitoidentityprovider.NewListIdentityProvidersPaginator(t.Prove, &cognitoidentityprovider.ListIdentityProvidersInput{
		UserPoolId: &t.Environment.UserPoolID, MaxResults: aws.Int32(check.PageSize),
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for _, p := range page.Providers {
			if name := aws.ToString(p.ProviderName); p.ProviderType == types.IdentityProviderTypeTypeSaml && slices.Contains(client.SupportedIdentityProviders, name) {
				names = append(names, name)
			}
		}
	}
	return check.Sorted(names), nil
}

// samlSignIn signs the user of an identity provider in memory in at a client.
type samlSignIn struct {
	t        *check.Target
	app      *login.Client
	pool     *types.UserPoolType
	client   *types.UserPoolClientType
	onlySAML bool // the client supports SAML providers only

	provider        *types.IdentityProviderType // before the change
	own             *session.SAMLProvider
	serviceProvider session.SAMLServiceProvider
	sent            map[string]string // the SAML attributes of the user
}

// prove replaces the metadata of a provider by the metadata of an identity provider in memory, signs
// its user in, and restores the metadata and deletes the user in every case.
func (s *samlSignIn) prove(ctx context.Context, name string) (findings []report.Finding, err error) {
	described, err := s.t.Prove.DescribeIdentityProvider(ctx, &cognitoidentityprovider.DescribeIdentityProviderInput{UserPoolId: s.pool.Id, ProviderName: &name})
	if err != nil {
		return nil, err
	}
	s.provider = described.IdentityProvider
	if s.serviceProvider, err = s.describeServiceProvider(ctx); err != nil {
		return nil, err
	}
	if s.own, err = session.NewSAMLProvider(session.Of(s.t).Options.Now); err != nil {
		return nil, err
	}
	s.sent = samlAttributes(s.pool, s.provider.AttributeMapping, s.own.NameID+"@example.com")
	details := s.configuredDetails()
	delete(details, "MetadataURL")
	if details["MetadataFile"], err = s.own.Metadata(); err != nil {
		return nil, err
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), session.CleanupTimeout)
		defer cancel()
		if left := errors.Join(s.restore(ctx), s.deleteUser(ctx)); left != nil {
			err = left
		}
	}()
	if err := s.update(ctx, details); err != nil {
		return nil, fmt.Errorf("the metadata of the SAML provider %s cannot be replaced: %s", name, check.Reason(err))
	}
	return s.findings(ctx)
}

// configuredDetails returns the details of the provider without the details that the service adds.
func (s *samlSignIn) configuredDetails() map[string]string {
	details := maps.Clone(s.provider.ProviderDetails)
	for _, added := range []string{"SSORedirectBindingURI", "SLORedirectBindingURI", "ActiveEncryptionCertificate"} {
		delete(details, added)
	}
	return details
}

// update changes the details of the provider and sends all its other settings unchanged.
func (s *samlSignIn) update(ctx context.Context, details map[string]string) error {
	_, err := s.t.Prove.UpdateIdentityProvider(ctx, &cognitoidentityprovider.UpdateIdentityProviderInput{
		UserPoolId: &s.t.Environment.UserPoolID, ProviderName: s.provider.ProviderName, ProviderDetails: details,
		AttributeMapping: s.provider.AttributeMapping, IdpIdentifiers: s.provider.IdpIdentifiers,
	})
	return err
}

func (s *samlSignIn) restore(ctx context.Context) error {
	if err := s.update(ctx, s.configuredDetails()); err != nil {
		return fmt.Errorf("the metadata of the SAML provider %s was not restored: %s", *s.provider.ProviderName, check.Reason(err))
	}
	return nil
}

// username returns the username of the user. It is in lower case in a pool that ignores the case
// (developer guide, "Mapping IdP attributes to profiles and tokens").
func (s *samlSignIn) username() string {
	name := *s.provider.ProviderName + "_" + s.own.NameID
	if c := s.pool.UsernameConfiguration; c != nil && !aws.ToBool(c.CaseSensitive) {
		return strings.ToLower(name)
	}
	return name
}

func (s *samlSignIn) deleteUser(ctx context.Context) error {
	username := s.username()
	_, err := session.Of(s.t).Users.AdminDeleteUser(ctx, &cognitoidentityprovider.AdminDeleteUserInput{UserPoolId: s.pool.Id, Username: &username})
	if err == nil || errors.As(err, new(*types.UserNotFoundException)) { // no sign-in created the user
		return nil
	}
	return fmt.Errorf("the user %s was not deleted: %s", username, check.Reason(err))
}

// describeServiceProvider returns the pool as the provider knows it.
func (s *samlSignIn) describeServiceProvider(ctx context.Context) (session.SAMLServiceProvider, error) {
	pages, err := url.Parse(s.app.AuthorizationEndpoint)
	if err != nil {
		return session.SAMLServiceProvider{}, err
	}
	pool := session.SAMLServiceProvider{PoolID: *s.pool.Id, Origin: pages.Scheme + "://" + pages.Host}
	if s.provider.ProviderDetails["EncryptedResponses"] == "true" {
		pool.EncryptionCertificate = s.provider.ProviderDetails["ActiveEncryptionCertificate"]
	}
	if s.provider.ProviderDetails["RequestSigningAlgorithm"] != "" {
		signing, err := s.t.Prove.GetSigningCertificate(ctx, &cognitoidentityprovider.GetSigningCertificateInput{UserPoolId: s.pool.Id})
		if err != nil {
			return session.SAMLServiceProvider{}, err
		}
		pool.SigningCertificate = aws.ToString(signing.Certificate)
	}
	return pool, nil
}

func (s *samlSignIn) findings(ctx context.Context) ([]report.Finding, error) {
	callback, err := s.signIn(ctx, s.own)
	switch {
	case errors.As(err, new(session.SAMLRequestError)):
		return check.Finding(fixSAML, "The request to the SAML provider %s is not valid: %s.", *s.provider.ProviderName, check.OneLine(err.Error())), nil
	case session.RejectsClient(err), errors.As(err, new(*login.FormError)):
		return check.Finding(fixSAML, "A user of the SAML provider %s is not signed in: %s.", *s.provider.ProviderName, check.OneLine(err.Error())), nil
	case err != nil:
		return nil, err
	}
	findings, err := s.tokenFindings(ctx, callback)
	if err != nil {
		return nil, err
	}
	for _, test := range []func(context.Context) ([]report.Finding, error){s.impostorFindings, s.unaskedFindings} {
		more, err := test(ctx)
		if err != nil {
			return nil, err
		}
		findings = append(findings, more...)
	}
	return findings, nil
}

// signIn signs the user in at an app that starts the sign-in.
func (s *samlSignIn) signIn(ctx context.Context, idp *session.SAMLProvider) (*login.Callback, error) {
	return s.app.NewBrowser().SignInAtProvider(ctx, *s.provider.ProviderName, func(request *url.URL) (login.ProviderResponse, error) {
		return idp.Respond(s.serviceProvider, s.sent, request)
	})
}

// isRejected reports whether an error of a sign-in rejects the response of the provider.
func isRejected(err error) bool {
	return errors.As(err, new(*login.CallbackError)) || errors.As(err, new(*login.HostedError))
}

// impostorFindings sends a response with the signature of another key.
func (s *samlSignIn) impostorFindings(ctx context.Context) ([]report.Finding, error) {
	impostor, err := s.own.Impostor()
	if err != nil {
		return nil, err
	}
	switch _, err := s.signIn(ctx, impostor); {
	case err == nil:
		return check.Finding(check.FixNotCognito, "A response with a signature of another key than in the metadata of the SAML provider %s signs in and must be rejected.", *s.provider.ProviderName), nil
	case !isRejected(err):
		return nil, err
	}
	return nil, nil
}

// unaskedFindings sends a response without a request. A pool accepts it from a provider with IDPInit,
// at a client with SAML providers only (developer guide, "SAML session initiation").
func (s *samlSignIn) unaskedFindings(ctx context.Context) ([]report.Finding, error) {
	_, err := s.app.NewBrowser().StartAtProvider(ctx, *s.provider.ProviderName, func(authorize *url.URL) (login.ProviderResponse, error) {
		return s.own.RespondUnasked(s.serviceProvider, s.sent, authorize)
	})
	accepts := s.provider.ProviderDetails["IDPInit"] == "true" && s.onlySAML
	switch {
	case err != nil && !isRejected(err):
		return nil, err
	case err != nil && accepts:
		return check.Finding(fixSAML, "A sign-in that the SAML provider %s starts is rejected, and IDPInit allows it: %s.", *s.provider.ProviderName, check.OneLine(err.Error())), nil
	case err == nil && !accepts:
		return check.Finding(check.FixNotCognito, "A sign-in that the SAML provider %s starts must be rejected, because IDPInit or the other providers of the client forbid it.", *s.provider.ProviderName), nil
	}
	return nil, nil
}
