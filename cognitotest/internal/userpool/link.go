package userpool

import (
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
)

// ProviderUser identifies a user in the API's link actions: by an attribute at a provider or, for
// the pool itself, by the username in Value.
type ProviderUser struct{ Provider, Attribute, Value string }

// nativeProvider is the name of the pool itself as a provider.
const nativeProvider = "Cognito"

// maxIdentities limits a user's identities at other providers (API_AdminLinkProviderForUser).
const maxIdentities = 5

// LinkUser links a source to a destination: when the source signs in at its provider, the
// destination is signed in. The texts
// for a native source and for a source that has signed up are captures (boto/boto3#4163,
// aws/aws-sdk-net#1000). The others are unspecified.
func (s *Store) LinkUser(poolID string, destination, source ProviderUser) error {
	_, err := inPool(s, poolID, func(p *poolState) (struct{}, error) {
		identity, err := p.sourceIdentity(source)
		if err != nil {
			return struct{}{}, err
		}
		u, ok := p.providerUser(destination)
		if !ok {
			return struct{}{}, apierror.UserDoesNotExist()
		}
		if err := p.checkLink(u, identity); err != nil {
			return struct{}{}, err
		}
		identity.Created = s.Clock.Now()
		u.setIdentities(slices.Concat(u.Identities, []Identity{identity}))
		u.Modified = identity.Created
		p.users.Put(u.Username, u)
		return struct{}{}, nil
	})
	return err
}

// sourceIdentity returns the identity of a link's source.
func (p *poolState) sourceIdentity(source ProviderUser) (Identity, error) {
	if source.Provider == nativeProvider {
		return Identity{}, apierror.InvalidParameter("Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser")
	}
	provider, ok := p.providers.Get(source.Provider)
	switch {
	case !ok:
		return Identity{}, providerNotFound(source.Provider)
	case source.Value == "":
		return Identity{}, apierror.InvalidParameter("Invalid SourceUser: ProviderAttributeValue is required")
	case slices.Contains(socialTypes, provider.Type) && source.Attribute != SubjectAttribute:
		return Identity{}, apierror.InvalidParameter("Invalid SourceUser: ProviderAttributeName must be %s for provider %s", SubjectAttribute, provider.Name)
	}
	claim, ok := provider.claim(source.Attribute)
	if !ok {
		return Identity{}, apierror.InvalidParameter("Invalid SourceUser: provider %s does not map the attribute %s", provider.Name, source.Attribute)
	}
	return Identity{ProviderName: provider.Name, ProviderType: provider.Type, UserID: source.Value, SourceAttribute: claim}, nil
}

// claim returns the provider's claim for an attribute of the pool.
func (i IdentityProvider) claim(attribute string) (string, bool) {
	if attribute == SubjectAttribute {
		return SubjectAttribute, true
	}
	claim, ok := i.AttributeMapping[attribute]
	return claim, ok
}

// providerUser returns the user that a link action identifies.
func (p *poolState) providerUser(of ProviderUser) (User, bool) {
	if of.Provider == nativeProvider {
		return p.users.Get(of.Value)
	}
	for _, u := range p.usersByIdentity.Records(identityKey(of.Provider, of.Value)) {
		return u, true
	}
	return User{}, false
}

func (p *poolState) checkLink(destination User, identity Identity) error {
	for range p.usersByIdentity.Records(identityKey(identity.ProviderName, identity.UserID)) {
		return apierror.InvalidParameter("Merging is not currently supported, provide a SourceUser that has not been signed up in order to link")
	}
	if len(destination.Identities) >= maxIdentities {
		return apierror.LimitExceeded("A user can have at most %d linked identities.", maxIdentities)
	}
	return nil
}

// UnlinkUser removes an identity from its user, who can no longer sign in with it. It removes
// the password of the pool's own users (API_AdminDisableProviderForUser).
func (s *Store) UnlinkUser(poolID string, of ProviderUser) error {
	_, err := inPool(s, poolID, func(p *poolState) (struct{}, error) {
		u, ok := p.providerUser(of)
		if !ok {
			return struct{}{}, apierror.UserDoesNotExist()
		}
		if of.Provider == nativeProvider {
			if of.Attribute != SubjectAttribute {
				return struct{}{}, apierror.InvalidParameter("ProviderAttributeName must be %s for provider %s", SubjectAttribute, nativeProvider)
			}
			u.Password = srp.Password{}
		} else {
			provider, _ := p.providers.Get(of.Provider)
			claim, _ := provider.claim(of.Attribute)
			kept := slices.DeleteFunc(slices.Clone(u.Identities), func(i Identity) bool {
				subject := i.SourceAttribute == "" && claim == SubjectAttribute
				return i.ProviderName == of.Provider && i.UserID == of.Value && (subject || i.SourceAttribute == claim)
			})
			if len(kept) == len(u.Identities) {
				return struct{}{}, apierror.UserDoesNotExist() // linked by another attribute
			}
			u.setIdentities(kept)
		}
		u.Modified = s.Clock.Now()
		p.users.Put(u.Username, u)
		return struct{}{}, nil
	})
	return err
}
