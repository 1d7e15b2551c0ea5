package userpool

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// newQuotaStore returns a store, the id of a pool with two users, and the ids of its app clients: one
// for each style and one more.
func newQuotaStore(t *testing.T) (*Store, string, []string) {
	t.Helper()
	s := NewStore("123456789012")
	pool, err := s.CreatePool("us-east-1", Pool{Name: "p", PoolSettings: PoolSettings{Tier: DefaultTier, PasswordPolicy: DefaultPasswordPolicy, MFA: MFA{Configuration: DefaultMFA}}})
	require.NoError(t, err)
	var clients []string
	for range maxBrandings + 1 {
		c, err := s.CreateClient(pool.ID, ClientSettings{Name: "c"}, "", false)
		require.NoError(t, err)
		clients = append(clients, c.ID)
	}
	for _, name := range []string{"ada", "bob"} {
		_, err := s.CreateUser(pool.ID, name, nil, "")
		require.NoError(t, err)
	}
	return s, pool.ID, clients
}

// The test reaches each quota of the developer guide and then exceeds it by one.
func TestExceededQuotaIsRejected(t *testing.T) {
	t.Parallel()
	s, pool, clients := newQuotaStore(t)
	oidc := map[string]string{"client_id": "1", "authorize_scopes": "openid", "oidc_issuer": "https://idp.example", "attributes_request_method": "GET"}
	member := func(i int) error {
		name := fmt.Sprint("of-ada-", i)
		if _, err := s.CreateGroup(pool, Group{Name: name}); err != nil {
			return err
		}
		return s.SetMembership(pool, "ada", name, true)
	}
	tests := []struct {
		name  string
		have  int // records that exist already, such as the group of each provider
		limit int
		add   func(int) error
		want  string
	}{
		{"pools", 1, 1000, func(i int) error {
			_, err := s.CreatePool("us-east-1", Pool{PoolSettings: PoolSettings{Tier: DefaultTier, MFA: MFA{Configuration: DefaultMFA}}})
			return err
		}, "LimitExceededException: A region can have at most 1000 user pools."},
		{"clients", len(clients), 1000, func(int) error {
			_, err := s.CreateClient(pool, ClientSettings{Name: "c"}, "", false)
			return err
		}, "LimitExceededException: A user pool can have at most 1000 app clients."},
		{"passkeys of a user", 0, 20, func(i int) error { return s.AddPasskey(pool, "ada", Passkey{ID: fmt.Sprint(i)}) }, "LimitExceededException: A user can have at most 20 passkeys."},
		{"identity providers", 0, 300, func(i int) error {
			_, err := s.CreateIdentityProvider(pool, IdentityProvider{Name: fmt.Sprint("idp", i), Type: "OIDC", Details: oidc})
			return err
		}, "LimitExceededException: A user pool can have at most 300 identity providers."},
		{"resource servers", 0, 25, func(i int) error {
			_, err := s.CreateResourceServer(pool, ResourceServer{Identifier: fmt.Sprint("api", i)})
			return err
		}, "LimitExceededException: A user pool can have at most 25 resource servers."},
		{"styles", 0, 20, func(i int) error {
			_, err := s.CreateBranding(pool, clients[i], BrandingChange{CognitoProvided: true})
			return err
		}, "LimitExceededException: A user pool can have at most 20 managed login branding styles."},
		{"terms", 0, 40, func(i int) error {
			_, err := s.CreateTerms(pool, Terms{ClientID: clients[i/2], Name: []string{"terms-of-use", "privacy-policy"}[i%2]})
			return err
		}, "LimitExceededException: A user pool can have at most 40 terms documents."},
		{"custom attributes", 0, 50, func(i int) error {
			return s.AddCustomAttributes(pool, []SchemaAttribute{{Name: fmt.Sprint("a", i), DataType: "String"}})
		}, "InvalidParameterException: A user pool can have at most 50 custom attributes."},
		{"custom domains", 0, 4, func(i int) error {
			other, err := s.CreatePool("eu-west-1", Pool{PoolSettings: PoolSettings{Tier: DefaultTier, MFA: MFA{Configuration: DefaultMFA}}})
			if err != nil {
				return err
			}
			_, err = s.CreateDomain(Domain{Name: fmt.Sprintf("auth%d.example.com", i), PoolID: other.ID, CertificateARN: "arn:aws:acm:us-east-1:123456789012:certificate/1"})
			return err
		}, "LimitExceededException: A region can have at most 4 custom domains."},
		{"groups of a user", 0, 100, member, "InvalidParameterException: A user can have at most 100 groups."},
		{"user import jobs", 0, 1000, func(int) error {
			_, err := s.CreateImportJob(pool, ImportJob{})
			return err
		}, "LimitExceededException: A user pool can have at most 1000 user import jobs."},
		{"groups", 401, 10000, func(i int) error {
			_, err := s.CreateGroup(pool, Group{Name: fmt.Sprint("group", i)})
			return err
		}, "LimitExceededException: A user pool can have at most 10000 groups."},
	}
	for _, tt := range tests {
		for i := range tt.limit - tt.have {
			require.NoError(t, tt.add(i), "%s %d", tt.name, i)
		}
		assert.EqualError(t, tt.add(tt.limit), tt.want)
	}
	assert.NoError(t, s.SetMembership(pool, "ada", "of-ada-1", true), "a group of which the user is already a member")
	assert.NoError(t, s.SetMembership(pool, "bob", "of-ada-1", true), "another user")
}

// A pool has at most 50 tags, and none that is reserved for AWS (API_TagResource).
func TestTagLimits(t *testing.T) {
	t.Parallel()
	s, pool, _ := newQuotaStore(t)
	set := func(tags map[string]string) error {
		_, err := s.UpdatePool(pool, func(p *Pool) { p.Tags = tags })
		return err
	}
	tags := map[string]string{}
	for i := range 50 {
		tags[fmt.Sprint("key", i)] = ""
	}
	require.NoError(t, set(tags))
	tags["key50"] = ""
	assert.EqualError(t, set(tags), "InvalidParameterException: A user pool can have at most 50 tags.")
	assert.EqualError(t, set(map[string]string{"AWS:stack": "x"}), "InvalidParameterException: Tag keys cannot start with aws:")
	assert.NoError(t, set(map[string]string{"awsome": "x"}))
}

// The quota of custom domains counts the domains of one region, without the prefix domains.
func TestCustomDomainsOfARegion(t *testing.T) {
	t.Parallel()
	s := NewStore("123456789012")
	add := func(region, name, certificate string) error {
		pool, err := s.CreatePool(region, Pool{})
		require.NoError(t, err)
		_, err = s.CreateDomain(Domain{Name: name, PoolID: pool.ID, CertificateARN: certificate})
		return err
	}
	const certificate = "arn:aws:acm:us-east-1:123456789012:certificate/1"
	for i := range 4 {
		require.NoError(t, add("us-east-1", fmt.Sprint("shop", i), ""))
		require.NoError(t, add("us-east-1", fmt.Sprintf("auth%d.example.com", i), certificate))
	}
	require.NoError(t, add("eu-west-1", "eu.example.com", certificate))
	assert.EqualError(t, add("us-east-1", "us.example.com", certificate), "LimitExceededException: A region can have at most 4 custom domains.")
}
