package userpool

import (
	"maps"
	"slices"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// IdentityProvider is an external provider of a pool.
type IdentityProvider struct {
	Name             string
	Type             string
	Details          map[string]string
	AttributeMapping map[string]string
	Identifiers      []string
	ACRMapping       ACRNames // the provider's names of levels
	Created          time.Time
	Modified         time.Time
	// Metadata is the document of a SAML provider, as the pool read it last at MetadataRead. It is
	// "" if the emulator could not request it.
	Metadata     string
	MetadataRead time.Time
}

func providerNotFound(name string) error {
	return apierror.ResourceNotFound("Identity provider %s does not exist.", name)
}

// CreateIdentityProvider adds a provider. Its name must be unused.
func (s *Store) CreateIdentityProvider(poolID string, i IdentityProvider) (IdentityProvider, error) {
	return inPool(s, poolID, func(p *poolState) (IdentityProvider, error) {
		if err := i.Validate(); err != nil {
			return IdentityProvider{}, err
		}
		if _, taken := p.providers.Get(i.Name); taken {
			return IdentityProvider{}, apierror.DuplicateProvider(i.Name)
		}
		if err := quota(p.providers.Len(), maxIdentityProviders, "A user pool", "identity providers"); err != nil {
			return IdentityProvider{}, err
		}
		i.Created = s.Clock.Now()
		i.Modified = i.Created
		p.providers.Put(i.Name, i)
		p.providerGroup(i.Name, i.Created)
		return i, nil
	})
}

// UpdateIdentityProvider applies change to a provider.
func (s *Store) UpdateIdentityProvider(poolID, name string, change func(*IdentityProvider)) (IdentityProvider, error) {
	return inPool(s, poolID, func(p *poolState) (IdentityProvider, error) {
		i, ok := p.providers.Get(name)
		if !ok {
			return IdentityProvider{}, providerNotFound(name)
		}
		change(&i)
		if err := i.Validate(); err != nil {
			return IdentityProvider{}, err
		}
		i.Modified = s.Clock.Now()
		p.providers.Put(name, i)
		return i, nil
	})
}

// IdentityProvider returns a provider by name.
func (s *Store) IdentityProvider(poolID, name string) (IdentityProvider, error) {
	return inPool(s, poolID, func(p *poolState) (IdentityProvider, error) {
		i, ok := p.providers.Get(name)
		if !ok {
			return IdentityProvider{}, providerNotFound(name)
		}
		return i, nil
	})
}

// IdentityProviderByIdentifier returns the provider that has an identifier.
func (s *Store) IdentityProviderByIdentifier(poolID, identifier string) (IdentityProvider, error) {
	return inPool(s, poolID, func(p *poolState) (IdentityProvider, error) {
		for _, i := range p.providers.Sorted() {
			if slices.Contains(i.Identifiers, identifier) {
				return i, nil
			}
		}
		return IdentityProvider{}, providerNotFound(identifier)
	})
}

// IdentityProviders returns a pool's providers by name.
func (s *Store) IdentityProviders(poolID string) ([]IdentityProvider, error) {
	return inPool(s, poolID, func(p *poolState) ([]IdentityProvider, error) { return p.providers.Sorted(), nil })
}

// KeepMetadata stores a newer metadata document of a SAML provider, with the details that it
// changes. It does not change the time of the last modification.
func (s *Store) KeepMetadata(poolID, name, document string, details map[string]string) (IdentityProvider, error) {
	return inPool(s, poolID, func(p *poolState) (IdentityProvider, error) {
		i, ok := p.providers.Get(name)
		if !ok {
			return IdentityProvider{}, providerNotFound(name)
		}
		i.Metadata, i.MetadataRead, i.Details = document, s.Clock.Now(), maps.Clone(i.Details)
		maps.Copy(i.Details, details)
		p.providers.Put(name, i)
		return i, nil
	})
}

// DeleteIdentityProvider removes a provider that no client uses.
func (s *Store) DeleteIdentityProvider(poolID, name string) error {
	_, err := inPool(s, poolID, func(p *poolState) (struct{}, error) {
		if _, ok := p.providers.Get(name); !ok {
			return struct{}{}, providerNotFound(name)
		}
		for _, c := range p.clients.All() {
			if slices.Contains(c.SupportedIdentityProviders, name) {
				return struct{}{}, apierror.InvalidParameter("Identity provider %s is in use by app client %s.", name, c.ID)
			}
		}
		p.providers.Delete(name)
		return struct{}{}, nil
	})
	return err
}
