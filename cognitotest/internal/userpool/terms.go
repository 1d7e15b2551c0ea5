package userpool

import (
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// Terms are links to a document that users accept when they sign up, by language, for one app
// client.
type Terms struct {
	ID       string // a UUID of version 4
	ClientID string
	Name     string // terms-of-use or privacy-policy
	Links    map[string]string
	Created  time.Time
	Modified time.Time
}

// termsNotFound returns the error for unknown terms. The texts about terms are unspecified.
func termsNotFound() error { return apierror.ResourceNotFound("Terms do not exist.") }

// checkTerms rejects a second document with the same name for a client (API_CreateTerms).
func (p *poolState) checkTerms(t Terms) error {
	for _, other := range p.terms.All() {
		if other.ID != t.ID && other.ClientID == t.ClientID && other.Name == t.Name {
			return apierror.TermsExist(t.Name, t.ClientID)
		}
	}
	return nil
}

// CreateTerms adds a document for a client.
func (s *Store) CreateTerms(poolID string, t Terms) (Terms, error) {
	return inPool(s, poolID, func(p *poolState) (Terms, error) {
		if _, ok := p.clients.Get(t.ClientID); !ok {
			return Terms{}, apierror.ClientNotFound(t.ClientID)
		}
		t.ID, t.Created = NewUUID(), s.Clock.Now()
		t.Modified = t.Created
		if err := p.checkTerms(t); err != nil {
			return Terms{}, err
		}
		if err := quota(p.terms.Len(), maxTerms, "A user pool", "terms documents"); err != nil {
			return Terms{}, err
		}
		p.terms.Put(t.ID, t)
		return t, nil
	})
}

// UpdateTerms applies change to a document.
func (s *Store) UpdateTerms(poolID, id string, change func(*Terms)) (Terms, error) {
	return inPool(s, poolID, func(p *poolState) (Terms, error) {
		t, ok := p.terms.Get(id)
		if !ok {
			return Terms{}, termsNotFound()
		}
		change(&t)
		if err := p.checkTerms(t); err != nil {
			return Terms{}, err
		}
		t.Modified = s.Clock.Now()
		p.terms.Put(id, t)
		return t, nil
	})
}

// Terms returns a document by its id.
func (s *Store) Terms(poolID, id string) (Terms, error) {
	return inPool(s, poolID, func(p *poolState) (Terms, error) {
		t, ok := p.terms.Get(id)
		if !ok {
			return Terms{}, termsNotFound()
		}
		return t, nil
	})
}

// ClientTerms returns a client's document by its name.
//
// Errors: ResourceNotFoundException for the client and for the document.
func (s *Store) ClientTerms(poolID, clientID, name string) (Terms, error) {
	return inPool(s, poolID, func(p *poolState) (Terms, error) {
		if _, ok := p.clients.Get(clientID); !ok {
			return Terms{}, apierror.ClientNotFound(clientID)
		}
		for _, t := range p.terms.All() {
			if t.ClientID == clientID && t.Name == name {
				return t, nil
			}
		}
		return Terms{}, termsNotFound()
	})
}

// AllTerms returns a pool's documents by id.
func (s *Store) AllTerms(poolID string) ([]Terms, error) {
	return inPool(s, poolID, func(p *poolState) ([]Terms, error) { return p.terms.Sorted(), nil })
}

// DeleteTerms removes a document.
func (s *Store) DeleteTerms(poolID, id string) error {
	_, err := inPool(s, poolID, func(p *poolState) (struct{}, error) {
		if _, ok := p.terms.Get(id); !ok {
			return struct{}{}, termsNotFound()
		}
		p.terms.Delete(id)
		return struct{}{}, nil
	})
	return err
}
