package userpool

import (
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// SessionConfiguration is the session tracking of a user pool.
type SessionConfiguration struct {
	Tracking   bool
	MaxPerUser int // active token sessions of one user
}

// ClientSessionConfiguration is the session setting of an app client.
type ClientSessionConfiguration struct {
	// MaxValidityMinutes is how long after a fresh sign-in the client reuses the browser's
	// session. 0: never.
	MaxValidityMinutes int
}

// The values of a pool and a client that were never configured
// (API_GetUserPoolSessionConfiguration, API_GetUserPoolClientSessionConfiguration).
const (
	defaultMaxPerUser         = 20
	defaultMaxValidityMinutes = 60
)

// sessionTrackingFeature is the name of the feature in errors about the feature plan. The name
// is unspecified; the texts follow those for other features.
const sessionTrackingFeature = "User Session Tracking"

func (p *poolState) sessionConfiguration() SessionConfiguration {
	if c, ok := p.sessionConfigurations.Get(""); ok {
		return c
	}
	return SessionConfiguration{MaxPerUser: defaultMaxPerUser}
}

func (p *poolState) clientSessionConfiguration(clientID string) ClientSessionConfiguration {
	if c, ok := p.clientSessionConfigurations.Get(clientID); ok {
		return c
	}
	return ClientSessionConfiguration{MaxValidityMinutes: defaultMaxValidityMinutes}
}

// Reuse returns how long after a fresh sign-in the client reuses the browser's session.
func (c ClientSessionConfiguration) Reuse() time.Duration {
	return time.Duration(c.MaxValidityMinutes) * time.Minute
}

// SessionConfiguration returns the session tracking of a pool.
func (s *Store) SessionConfiguration(poolID string) (SessionConfiguration, error) {
	return inPool(s, poolID, func(p *poolState) (SessionConfiguration, error) { return p.sessionConfiguration(), nil })
}

// SetSessionConfiguration replaces the session tracking of a pool. A lower limit ends no
// session until the next sign-in of its user.
//
// Errors: ResourceNotFoundException, FeatureUnavailableInTierException.
func (s *Store) SetSessionConfiguration(poolID string, c SessionConfiguration) (SessionConfiguration, error) {
	return inPool(s, poolID, func(p *poolState) (SessionConfiguration, error) {
		if err := p.checkSessionTier(); err != nil {
			return SessionConfiguration{}, err
		}
		p.sessionConfigurations.Put("", c)
		if !c.Tracking {
			s.dropSessions(poolID)
		}
		return c, nil
	})
}

// ClientSessionConfiguration returns the session setting of a client.
func (s *Store) ClientSessionConfiguration(poolID, clientID string) (ClientSessionConfiguration, error) {
	return inPool(s, poolID, func(p *poolState) (ClientSessionConfiguration, error) {
		if _, ok := p.clients.Get(clientID); !ok {
			return ClientSessionConfiguration{}, apierror.ClientNotFound(clientID)
		}
		return p.clientSessionConfiguration(clientID), nil
	})
}

// SetClientSessionConfiguration replaces the session setting of a client.
//
// Errors: ResourceNotFoundException, FeatureUnavailableInTierException,
// OperationNotEnabledException in a pool that does not track sessions.
func (s *Store) SetClientSessionConfiguration(poolID, clientID string, c ClientSessionConfiguration) error {
	_, err := inPool(s, poolID, func(p *poolState) (struct{}, error) {
		if _, ok := p.clients.Get(clientID); !ok {
			return struct{}{}, apierror.ClientNotFound(clientID)
		}
		if err := p.checkSessionTier(); err != nil {
			return struct{}{}, err
		}
		if !p.sessionConfiguration().Tracking {
			return struct{}{}, apierror.SessionsNotTracked()
		}
		p.clientSessionConfigurations.Put(clientID, c)
		return struct{}{}, nil
	})
	return err
}

// checkSessionTier rejects a configuration of sessions in the LITE feature plan
// (API_SetUserPoolSessionConfiguration), even one that turns tracking off (unspecified).
func (p *poolState) checkSessionTier() error {
	if p.pool.Tier == tierLite {
		return apierror.FeatureUnavailable("The following feature is not available for the " + tierLite + " pricing tier configured: " + sessionTrackingFeature)
	}
	return nil
}

// checkSessionTracking rejects a change to the LITE feature plan while the pool tracks
// sessions (unspecified).
func (p *poolState) checkSessionTracking() error {
	if p.pool.Tier == tierLite && p.sessionConfiguration().Tracking {
		return needsAnotherTier(tierLite, sessionTrackingFeature)
	}
	return nil
}
