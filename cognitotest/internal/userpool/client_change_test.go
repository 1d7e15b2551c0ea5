package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestNewClient(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{})
	public, err := s.CreateClient(pool.ID, ClientSettings{Name: "web"}, "", false)
	require.NoError(t, err)
	assert.Regexp(t, "^[0-9a-v]{26}$", public.ID)
	assert.Equal(t, Client{ID: public.ID, PoolID: pool.ID, Created: stillTime, Modified: stillTime, ClientSettings: ClientSettings{Name: "web"}}, public)
	assert.False(t, public.Confidential())
	assert.Empty(t, public.Secret())

	generated, err := s.CreateClient(pool.ID, ClientSettings{}, "", true)
	require.NoError(t, err)
	assert.Equal(t, generated.ID, generated.Name, "without a name")
	assert.Regexp(t, "^[0-9a-v]{51}$", generated.Secret())
	given, err := s.CreateClient(pool.ID, ClientSettings{}, "a-secret-of-the-caller", false)
	require.NoError(t, err)
	assert.Equal(t, "a-secret-of-the-caller", given.Secret())
	assert.Equal(t, stillTime, given.Secrets[0].Created)

	_, err = s.CreateClient("us-east-1_Unknown", ClientSettings{}, "", false)
	assert.EqualError(t, err, "ResourceNotFoundException: User pool us-east-1_Unknown does not exist.")
}

func TestUpdateOfAClientReplacesItsSettings(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{})
	rotation := &Rotation{Enabled: true, Grace: time.Minute}
	c, err := s.CreateClient(pool.ID, ClientSettings{Name: "web", AuthSessionValidity: 5, LogoutURLs: []string{"https://app.example"}}, "", true)
	require.NoError(t, err)
	s.Clock.Advance(time.Hour)
	update := func(settings ClientSettings) ClientSettings {
		got, err := s.UpdateClient(pool.ID, c.ID, settings)
		require.NoError(t, err)
		assert.Equal(t, c.Secrets, got.Secrets)
		assert.Equal(t, stillTime, got.Created)
		assert.Equal(t, stillTime.Add(time.Hour), got.Modified)
		stored, err := s.Client(pool.ID, c.ID)
		require.NoError(t, err)
		assert.Equal(t, got, stored)
		return got.ClientSettings
	}
	assert.Equal(t, ClientSettings{Name: "web"}, update(ClientSettings{}), "only the name is kept")
	assert.Equal(t, ClientSettings{Name: "shop", Rotation: rotation}, update(ClientSettings{Name: "shop", Rotation: rotation}))
	assert.Equal(t, ClientSettings{Name: "shop", Rotation: &Rotation{}}, update(ClientSettings{}), "a rotation that is omitted is disabled")

	_, err = s.UpdateClient(pool.ID, c.ID, ClientSettings{RefreshTokenValidity: Validity{59, "minutes"}})
	require.EqualError(t, err, "InvalidParameterException: Invalid range for token validity.")
	unchanged, err := s.Client(pool.ID, c.ID)
	require.NoError(t, err)
	assert.Equal(t, ClientSettings{Name: "shop", Rotation: &Rotation{}}, unchanged.ClientSettings, "after an invalid update")
}

func TestUnknownClient(t *testing.T) {
	t.Parallel()
	const want = "ResourceNotFoundException: User pool client unknown does not exist."
	s, pool := newDefaultStore(t, Pool{})
	_, err := s.UpdateClient(pool.ID, "unknown", ClientSettings{})
	require.EqualError(t, err, want)
	_, err = s.Client(pool.ID, "unknown")
	require.EqualError(t, err, want)
	_, err = s.FindClient("", "unknown")
	require.EqualError(t, err, want)
	require.EqualError(t, s.DeleteClient(pool.ID, "unknown"), want)
	require.EqualError(t, s.SetClientSessionConfiguration(pool.ID, "unknown", ClientSessionConfiguration{}), want)
	_, err = s.ClientSessionConfiguration(pool.ID, "unknown")
	assert.EqualError(t, err, want)
}

// A deletion removes the records of the client and keeps the records of another client.
func TestDeleteClientDeletesItsRecords(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{})
	_, err := s.SetSessionConfiguration(pool.ID, SessionConfiguration{Tracking: true, MaxPerUser: 5})
	require.NoError(t, err)
	clients := []Client{addClient(t, s, pool, ClientSettings{}), addClient(t, s, pool, ClientSettings{})}
	families := make([]TokenFamily, len(clients))
	for i, c := range clients {
		_, err := s.CreateBranding(pool.ID, c.ID, BrandingChange{CognitoProvided: true})
		require.NoError(t, err)
		for _, name := range []string{"terms-of-use", "privacy-policy"} {
			_, err := s.CreateTerms(pool.ID, Terms{ClientID: c.ID, Name: name})
			require.NoError(t, err)
		}
		_, err = s.SetRawSetting(pool.ID, "ui/"+c.ID, []byte("{}"))
		require.NoError(t, err)
		require.NoError(t, s.SetClientSessionConfiguration(pool.ID, c.ID, ClientSessionConfiguration{MaxValidityMinutes: 15}))
		families[i], _ = startFamily(s, TokenFamily{PoolID: pool.ID, ClientID: c.ID, Username: "jo", ExpiresAt: stillTime.Add(time.Hour)})
	}
	_, err = s.SetRawSetting(pool.ID, "ui", []byte("{}"))
	require.NoError(t, err)
	p := s.byPool.Of(pool.ID)
	records := func() []int {
		return []int{p.clients.Len(), p.brandings.Len(), p.terms.Len(), p.rawSettings.Len(), p.clientSessionConfigurations.Len()}
	}
	require.Equal(t, []int{2, 2, 4, 3, 2}, records())

	require.NoError(t, s.DeleteClient(pool.ID, clients[0].ID))
	assert.Equal(t, []int{1, 1, 2, 2, 1}, records())
	assert.True(t, s.FamilyRevoked(families[0].OriginJTI))
	assert.False(t, s.FamilyRevoked(families[1].OriginJTI))
	for _, h := range s.FamilyHistories() {
		assert.Equal(t, map[string]string{clients[0].ID: "client_deleted", clients[1].ID: "live"}[h.ClientID], h.State)
	}
	assert.True(t, s.HasBranding(pool.ID, clients[1].ID))
	_, err = s.ClientTerms(pool.ID, clients[1].ID, "privacy-policy")
	require.NoError(t, err)
	for key, want := range map[string]bool{"ui": true, "ui/" + clients[0].ID: false, "ui/" + clients[1].ID: true} {
		_, ok, err := s.RawSetting(pool.ID, key)
		require.NoError(t, err)
		assert.Equal(t, want, ok, key)
	}
	kept, err := s.ClientSessionConfiguration(pool.ID, clients[1].ID)
	require.NoError(t, err)
	assert.Equal(t, 15*time.Minute, kept.Reuse())
	list, err := s.Clients(pool.ID)
	require.NoError(t, err)
	assert.Equal(t, clients[1:], list)
}

// A region has the clients of its pools and of the replicas that serve there.
func TestClientIsFoundInTheRegionsOfItsPool(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{PoolSettings: PoolSettings{Key: EncryptionKey{Type: "CUSTOMER_MANAGED_KEY", KMSARN: "arn:aws:kms:us-east-1:123456789012:key/mrk-1"}}})
	c := addClient(t, s, pool, ClientSettings{})
	found := func() (regions []string) {
		for _, region := range []string{"", "us-east-1", "eu-west-1", "eu-west-2"} {
			got, err := s.FindClient(region, c.ID)
			if err == nil {
				assert.Equal(t, c, got)
				regions = append(regions, region)
			}
		}
		return regions
	}
	assert.Equal(t, []string{"", "us-east-1"}, found())
	_, err := s.CreateReplica(pool.ID, "eu-west-1", nil)
	require.NoError(t, err)
	assert.Equal(t, []string{"", "us-east-1"}, found(), "while the replica is created")
	s.Clock.Advance(time.Minute)
	assert.Equal(t, []string{"", "us-east-1", "eu-west-1"}, found())
	_, err = s.FindClient("eu-west-2", c.ID)
	assert.EqualError(t, err, "ResourceNotFoundException: User pool client "+c.ID+" does not exist.")
}
