package userpool

import (
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// ResourceServer is an API with its scopes. A client requests a scope as Identifier/Name.
type ResourceServer struct {
	Identifier string
	Name       string
	Scopes     []Scope
}

// Scope is one custom scope of a resource server.
type Scope struct {
	Name        string
	Description string
}

// systemScopes are the scopes that every pool has.
var systemScopes = []string{"phone", "email", "openid", "profile", "aws.cognito.signin.user.admin"}

// IsSystemScope reports whether a scope does not belong to a resource server.
func IsSystemScope(scope string) bool { return slices.Contains(systemScopes, scope) }

// ScopeExists reports whether a pool has a scope: a system scope or one of a resource server.
func (s *Store) ScopeExists(poolID, scope string) bool {
	declared, _ := inPool(s, poolID, func(p *poolState) (bool, error) { return p.declares(scope), nil }) // an unknown pool has no scopes
	return declared
}

// CreateResourceServer adds a resource server. Its identifier must be unused.
func (s *Store) CreateResourceServer(poolID string, r ResourceServer) (ResourceServer, error) {
	return inPool(s, poolID, func(p *poolState) (ResourceServer, error) {
		if _, taken := p.servers.Get(r.Identifier); taken {
			return ResourceServer{}, apierror.InvalidParameter("%s already exists in user pool %s.", r.Identifier, poolID)
		}
		if err := quota(p.servers.Len(), maxResourceServers, "A user pool", "resource servers"); err != nil {
			return ResourceServer{}, err
		}
		p.servers.Put(r.Identifier, r)
		return r, nil
	})
}

// UpdateResourceServer replaces a resource server's name and scopes.
func (s *Store) UpdateResourceServer(poolID string, r ResourceServer) (ResourceServer, error) {
	return inPool(s, poolID, func(p *poolState) (ResourceServer, error) {
		if _, ok := p.servers.Get(r.Identifier); !ok {
			return ResourceServer{}, resourceServerNotFound(r.Identifier)
		}
		p.servers.Put(r.Identifier, r)
		return r, nil
	})
}

// ResourceServer returns a pool's resource server by identifier.
func (s *Store) ResourceServer(poolID, identifier string) (ResourceServer, error) {
	return inPool(s, poolID, func(p *poolState) (ResourceServer, error) {
		r, ok := p.servers.Get(identifier)
		if !ok {
			return ResourceServer{}, resourceServerNotFound(identifier)
		}
		return r, nil
	})
}

// ResourceServers returns a pool's resource servers by identifier.
func (s *Store) ResourceServers(poolID string) ([]ResourceServer, error) {
	return inPool(s, poolID, func(p *poolState) ([]ResourceServer, error) { return p.servers.Sorted(), nil })
}

// DeleteResourceServer removes a resource server. Clients keep its scopes in their settings
// (aws-cloudformation-coverage-roadmap#173).
func (s *Store) DeleteResourceServer(poolID, identifier string) error {
	_, err := inPool(s, poolID, func(p *poolState) (struct{}, error) {
		if _, ok := p.servers.Get(identifier); !ok {
			return struct{}{}, resourceServerNotFound(identifier)
		}
		p.servers.Delete(identifier)
		return struct{}{}, nil
	})
	return err
}

func resourceServerNotFound(identifier string) error {
	return apierror.ResourceNotFound("Resource server %s does not exist.", identifier)
}

// declares reports whether the pool has the scope: a system scope or one of a resource server.
func (p *poolState) declares(scope string) bool {
	if IsSystemScope(scope) || scope == RegistrationScope {
		return true
	}
	for _, r := range p.servers.All() {
		for _, sc := range r.Scopes {
			if r.Identifier+"/"+sc.Name == scope {
				return true
			}
		}
	}
	return false
}
