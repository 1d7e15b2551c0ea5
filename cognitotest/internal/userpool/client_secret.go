package userpool

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"slices"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// ClientSecret is one of the secrets of a confidential client.
type ClientSecret struct {
	ID      string
	Value   string
	Created time.Time
}

// maxClientSecrets is the limit of API_AddUserPoolClientSecret. Two secrets allow a rotation without
// an outage.
const maxClientSecrets = 2

func (s *Store) newClientSecret(value string) ClientSecret {
	if value == "" {
		value = randomString(clientAlphabet, clientSecretLength)
	}
	return ClientSecret{ID: NewUUID(), Value: value, Created: s.Clock.Now()}
}

// Confidential reports whether the client has a secret, with which it must authenticate each request.
func (c Client) Confidential() bool { return len(c.Secrets) > 0 }

// Secret returns the oldest secret, which a description of the client shows, or "".
func (c Client) Secret() string {
	if !c.Confidential() {
		return ""
	}
	return c.Secrets[0].Value
}

// SecretMatches reports whether a text is one of the client's secrets. It compares in constant
// time. A public client matches only "".
func (c Client) SecretMatches(secret string) bool {
	if !c.Confidential() {
		return secret == ""
	}
	return c.anySecret(func(s ClientSecret) bool {
		return subtle.ConstantTimeCompare([]byte(secret), []byte(s.Value)) == 1
	})
}

// SecretHashMatches reports whether a SECRET_HASH is computed from a username and one of the
// client's secrets: Base64(HMAC-SHA256(secret, username + client id)) (developer guide,
// "Signing up and confirming user accounts").
func (c Client) SecretHashMatches(hash, username string) bool {
	return c.anySecret(func(s ClientSecret) bool {
		mac := hmac.New(sha256.New, []byte(s.Value))
		mac.Write([]byte(username + c.ID))
		return hmac.Equal([]byte(hash), []byte(base64.StdEncoding.EncodeToString(mac.Sum(nil))))
	})
}

// anySecret tries every secret, so that the time does not depend on which one is right.
func (c Client) anySecret(right func(ClientSecret) bool) bool {
	found := false
	for _, s := range c.Secrets {
		found = right(s) || found
	}
	return found
}

// ClientSecrets returns the secrets of a client.
func (s *Store) ClientSecrets(poolID, clientID string) ([]ClientSecret, error) {
	c, err := s.Client(poolID, clientID)
	if err == nil {
		err = rejectSecretOperation(c)
	}
	return c.Secrets, err
}

// rejectSecretOperation rejects a registered client (API_UserPoolClientType). The exception and the
// text are unspecified.
func rejectSecretOperation(c Client) error {
	if c.Registered {
		return apierror.InvalidParameter("Client secret operations are not supported for a client from dynamic client registration.")
	}
	return nil
}

// AddClientSecret adds a second secret to a confidential client. If value is "", it generates the
// secret. The error texts are unspecified.
func (s *Store) AddClientSecret(poolID, clientID, value string) (ClientSecret, error) {
	var added ClientSecret
	_, err := s.changeSecrets(poolID, clientID, func(c *Client) error {
		switch {
		case !c.Confidential():
			return apierror.InvalidParameter("User pool client %s does not have a client secret.", clientID)
		case len(c.Secrets) >= maxClientSecrets:
			return apierror.LimitExceeded("A user pool client can have at most %d client secrets.", maxClientSecrets)
		}
		added = s.newClientSecret(value)
		c.Secrets = slices.Concat(c.Secrets, []ClientSecret{added})
		return nil
	})
	return added, err
}

// DeleteClientSecret removes a secret from a client that has another one.
func (s *Store) DeleteClientSecret(poolID, clientID, secretID string) error {
	_, err := s.changeSecrets(poolID, clientID, func(c *Client) error {
		i := slices.IndexFunc(c.Secrets, func(s ClientSecret) bool { return s.ID == secretID })
		switch {
		case i < 0:
			return apierror.ResourceNotFound("Client secret %s does not exist.", secretID)
		case len(c.Secrets) == 1:
			return apierror.InvalidParameter("The last client secret of a user pool client cannot be deleted.")
		}
		c.Secrets = slices.Delete(slices.Clone(c.Secrets), i, i+1)
		return nil
	})
	return err
}

func (s *Store) changeSecrets(poolID, clientID string, change func(*Client) error) (Client, error) {
	return inPool(s, poolID, func(p *poolState) (Client, error) {
		c, ok := p.clients.Get(clientID)
		if !ok {
			return Client{}, apierror.ClientNotFound(clientID)
		}
		if err := rejectSecretOperation(c); err != nil {
			return Client{}, err
		}
		if err := change(&c); err != nil {
			return Client{}, err
		}
		c.Modified = s.Clock.Now()
		p.clients.Put(c.ID, c)
		return c, nil
	})
}
