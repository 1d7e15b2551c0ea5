package userpool

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSecretsOfAClient(t *testing.T) {
	t.Parallel()
	confidential := Client{ID: "c1", Secrets: []ClientSecret{{Value: "oldest"}, {Value: "newest"}}}
	assert.True(t, confidential.Confidential())
	assert.Equal(t, "oldest", confidential.Secret())
	for secret, want := range map[string]bool{"oldest": true, "newest": true, "": false, "old": false, "Oldest": false} {
		assert.Equal(t, want, confidential.SecretMatches(secret), "%q", secret)
	}
	assert.False(t, Client{}.Confidential())
	assert.Empty(t, Client{}.Secret())
	assert.True(t, Client{}.SecretMatches(""), "a public client")
	assert.False(t, Client{}.SecretMatches("oldest"), "a public client")
}

func TestSecretHashOfAClient(t *testing.T) {
	t.Parallel()
	c := Client{ID: "c1", Secrets: []ClientSecret{{Value: "oldest"}, {Value: "newest"}}}
	hash := func(secret, text string) string {
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte(text))
		return base64.StdEncoding.EncodeToString(mac.Sum(nil))
	}
	// printf joc1 | openssl dgst -sha256 -hmac oldest -binary | base64
	assert.Equal(t, "SC6QnbQu3OseKKtyAOzWce81EL5kTJBsoaFAKryyO3U=", hash("oldest", "joc1"))
	for _, tt := range []struct {
		hash string
		want bool
	}{
		{hash("oldest", "joc1"), true}, {hash("newest", "joc1"), true},
		{hash("other", "joc1"), false}, {hash("oldest", "moc1"), false}, {hash("oldest", "jo"), false}, {"", false},
	} {
		assert.Equal(t, tt.want, c.SecretHashMatches(tt.hash, "jo"), tt.hash)
	}
	assert.False(t, Client{ID: "c1"}.SecretHashMatches("", "jo"), "a public client")
}

// A client has one or two secrets.
func TestRotationOfAClientSecret(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{})
	c, err := s.CreateClient(pool.ID, ClientSettings{}, "first-secret", false)
	require.NoError(t, err)
	first := c.Secrets[0]
	secrets := func() []ClientSecret {
		list, err := s.ClientSecrets(pool.ID, c.ID)
		require.NoError(t, err)
		return list
	}
	require.EqualError(t, s.DeleteClientSecret(pool.ID, c.ID, first.ID), "InvalidParameterException: The last client secret of a user pool client cannot be deleted.")
	s.Clock.Advance(time.Hour)
	second, err := s.AddClientSecret(pool.ID, c.ID, "second-secret")
	require.NoError(t, err)
	assert.Equal(t, ClientSecret{ID: second.ID, Value: "second-secret", Created: stillTime.Add(time.Hour)}, second)
	assert.NotEqual(t, first.ID, second.ID)
	assert.Equal(t, []ClientSecret{first, second}, secrets())
	_, err = s.AddClientSecret(pool.ID, c.ID, "")
	require.EqualError(t, err, "LimitExceededException: A user pool client can have at most 2 client secrets.")
	require.EqualError(t, s.DeleteClientSecret(pool.ID, c.ID, "unknown"), "ResourceNotFoundException: Client secret unknown does not exist.")

	s.Clock.Advance(time.Hour)
	require.NoError(t, s.DeleteClientSecret(pool.ID, c.ID, first.ID))
	assert.Equal(t, []ClientSecret{second}, secrets())
	stored, err := s.Client(pool.ID, c.ID)
	require.NoError(t, err)
	assert.Equal(t, stillTime.Add(2*time.Hour), stored.Modified)
	generated, err := s.AddClientSecret(pool.ID, c.ID, "")
	require.NoError(t, err)
	assert.Regexp(t, "^[0-9a-v]{51}$", generated.Value)
	require.NoError(t, s.DeleteClientSecret(pool.ID, c.ID, generated.ID))
	assert.Equal(t, []ClientSecret{second}, secrets(), "the newest is deleted")
}

func TestClientWithoutSecretOperations(t *testing.T) {
	t.Parallel()
	const registered = "InvalidParameterException: Client secret operations are not supported for a client from dynamic client registration."
	s, pool := newRegistrationStore(t)
	public := addClient(t, s, pool, ClientSettings{})
	_, err := s.AddClientSecret(pool.ID, public.ID, "")
	require.EqualError(t, err, "InvalidParameterException: User pool client "+public.ID+" does not have a client secret.")
	list, err := s.ClientSecrets(pool.ID, public.ID)
	require.NoError(t, err)
	assert.Empty(t, list)
	_, err = s.ClientSecrets(pool.ID, "unknown")
	require.EqualError(t, err, "ResourceNotFoundException: User pool client unknown does not exist.")
	_, err = s.AddClientSecret(pool.ID, "unknown", "")
	require.EqualError(t, err, "ResourceNotFoundException: User pool client unknown does not exist.")

	c, err := s.RegisterClient(pool.ID, Registration{Flow: "code", Confidential: true, RedirectURIs: []string{"https://app.example"}})
	require.NoError(t, err)
	_, err = s.ClientSecrets(pool.ID, c.ID)
	require.EqualError(t, err, registered)
	_, err = s.AddClientSecret(pool.ID, c.ID, "")
	require.EqualError(t, err, registered)
	assert.EqualError(t, s.DeleteClientSecret(pool.ID, c.ID, c.Secrets[0].ID), registered)
}

// A machine gets the scopes of resource servers that exist.
func TestScopesOfAMachine(t *testing.T) {
	t.Parallel()
	s, pool := newRegistrationStore(t)
	c := addClient(t, s, pool, ClientSettings{AllowedOAuthScopes: []string{"openid", "api/read", "aws.cognito.signin.user.admin", "api/write", "aws.cognito/dcr/register"}})
	assert.Equal(t, []string{"api/read", "api/write", "aws.cognito/dcr/register"}, s.MachineScopes(c))
	_, err := s.UpdateResourceServer(pool.ID, ResourceServer{Identifier: "api", Scopes: []Scope{{Name: "write"}}})
	require.NoError(t, err)
	assert.Equal(t, []string{"api/write", "aws.cognito/dcr/register"}, s.MachineScopes(c))
	assert.Len(t, c.AllowedOAuthScopes, 5)
}
