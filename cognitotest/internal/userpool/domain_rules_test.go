package userpool

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const domainCertificate = "arn:aws:acm:us-east-1:123456789012:certificate/1"

func TestNamesOfDomains(t *testing.T) {
	t.Parallel()
	const (
		invalid = "InvalidParameterException: The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens. " +
			`Please enter a different name that follows this format: ^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$`
		certificate = "InvalidParameterException: The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain."
		noHost      = " is not a host name that a custom domain can have."
	)
	reserved := func(word string) string {
		return "InvalidParameterException: Domain cannot contain reserved word: " + word
	}
	host := func(name string) string { return "InvalidParameterException: " + name + noHost }
	for _, tt := range []struct{ name, certificate, want string }{
		{"shop", "", ""},
		{"a", "", ""},
		{"9", "", ""},
		{"my-shop-2", "", ""},
		{strings.Repeat("a", 63), "", ""},
		{strings.Repeat("a", 64), "", invalid},
		{"", "", invalid},
		{"Shop", "", invalid},
		{"-shop", "", invalid},
		{"shop-", "", invalid},
		{"my_shop", "", invalid},
		{"login.shop.example", "", invalid},
		{"aws", "", reserved("aws")},
		{"my-amazon", "", reserved("amazon")},
		{"cognito-shop", "", reserved("cognito")},
		{"laws", "", ""},
		{"mycognito", "", ""},

		{"login.shop.example", domainCertificate, ""},
		{"a.b.c.example", domainCertificate, ""},
		{"login.aws.example", domainCertificate, ""},
		{"shop", domainCertificate, "InvalidParameterException: Custom domain is not a valid subdomain"},
		{"Login.shop.example", domainCertificate, host("Login.shop.example")},
		{"login.shop.1", domainCertificate, host("login.shop.1")},
		{"login..example", domainCertificate, host("login..example")},
		{"login.amazonaws.com", domainCertificate, host("login.amazonaws.com")},
		{"shop.auth.us-east-1.amazoncognito.com", domainCertificate, host("shop.auth.us-east-1.amazoncognito.com")},
		{"login.shop.example", "arn:aws:acm:eu-west-1:123456789012:certificate/1", certificate},
		{"login.shop.example", "arn:aws:iam::123456789012:server-certificate/1", certificate},
	} {
		s, pool := newDefaultStore(t, Pool{})
		_, err := s.CreateDomain(Domain{Name: tt.name, PoolID: pool.ID, CertificateARN: tt.certificate})
		assert.Equal(t, tt.want, errorText(err), "%q %s", tt.name, tt.certificate)
	}
}

// A pool has at most one prefix and one custom domain, and a host name has one pool.
func TestDomainsOfAPool(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{})
	other, err := s.CreatePool("us-east-1", Pool{Name: "stock"})
	require.NoError(t, err)
	create := func(poolID, name, certificate string) string {
		_, err := s.CreateDomain(Domain{Name: name, PoolID: poolID, CertificateARN: certificate, ManagedLoginVersion: 1})
		return errorText(err)
	}
	prefix, err := s.CreateDomain(Domain{Name: "shop", PoolID: pool.ID, ManagedLoginVersion: 1})
	require.NoError(t, err)
	assert.Equal(t, Domain{Name: "shop", PoolID: pool.ID, ManagedLoginVersion: 1, Created: stillTime}, prefix)
	configured := "InvalidParameterException: User pool " + pool.ID + " already has a domain configured."
	require.Equal(t, configured, create(pool.ID, "store", ""))
	require.Empty(t, create(pool.ID, "login.shop.example", domainCertificate))
	require.Equal(t, configured, create(pool.ID, "login.store.example", domainCertificate))
	require.Equal(t, "InvalidParameterException: Domain already associated with another user pool.", create(other.ID, "shop", ""))
	require.Equal(t, "InvalidParameterException: Domain already associated with another user pool.", create(other.ID, "login.shop.example", domainCertificate))
	require.Empty(t, create(other.ID, "store", ""))
	require.Equal(t, "ResourceNotFoundException: User pool us-east-1_Unknown does not exist.", create("us-east-1_Unknown", "none", ""))

	first, second := s.PoolDomains(pool.ID)
	assert.Equal(t, []string{"shop", "login.shop.example"}, []string{first.Name, second.Name})
	assert.Equal(t, []bool{false, true}, []bool{first.Custom(), second.Custom()})
	first, second = s.PoolDomains(other.ID)
	assert.Equal(t, []string{"store", ""}, []string{first.Name, second.Name})
	assert.Equal(t, "shop.auth.us-east-1.amazoncognito.com", prefix.Host("us-east-1"))
	assert.Equal(t, "login.shop.example", Domain{Name: "login.shop.example", CertificateARN: domainCertificate}.Host("us-east-1"))
	for _, tt := range []struct {
		region, name string
		pool         string
	}{
		{"us-east-1", "shop", pool.ID}, {"eu-west-1", "shop", ""}, {"us-east-1", "login.shop.example", pool.ID}, {"eu-west-1", "login.shop.example", pool.ID},
		{"us-east-1", "store", other.ID}, {"us-east-1", "unknown", ""},
	} {
		d, ok := s.Domain(tt.region, tt.name)
		assert.Equal(t, tt.pool, d.PoolID, "%+v", tt)
		assert.Equal(t, tt.pool != "", ok, "%+v", tt)
	}
	d, ok := s.DomainByHost("shop.auth.us-east-1.amazoncognito.com")
	assert.True(t, ok)
	assert.Equal(t, prefix, d)
	_, ok = s.DomainByHost("shop")
	assert.False(t, ok)

	const none = "InvalidParameterException: No such domain or user pool exists."
	require.EqualError(t, s.DeleteDomain(other.ID, "shop"), none)
	require.EqualError(t, s.DeletePool(pool.ID), "InvalidParameterException: User pool cannot be deleted. It has a domain configured that should be deleted first.")
	require.NoError(t, s.DeleteDomain(pool.ID, "shop"))
	require.EqualError(t, s.DeleteDomain(pool.ID, "shop"), none)
	require.NoError(t, s.DeleteDomain(pool.ID, "login.shop.example"))
	assert.NoError(t, s.DeletePool(pool.ID))
}

// An update keeps what it does not set. A prefix domain has no certificate and no TLS policy.
func TestUpdateOfADomain(t *testing.T) {
	t.Parallel()
	const another = "arn:aws:acm:us-east-1:123456789012:certificate/2"
	s, pool := newDefaultStore(t, Pool{})
	custom := Domain{Name: "login.shop.example", PoolID: pool.ID, CertificateARN: domainCertificate, SecurityPolicy: "TLS_V1_2_2021", ManagedLoginVersion: 1}
	custom, err := s.CreateDomain(custom)
	require.NoError(t, err)
	prefix, err := s.CreateDomain(Domain{Name: "shop", PoolID: pool.ID, ManagedLoginVersion: 2})
	require.NoError(t, err)
	s.Clock.Advance(time.Hour)
	update := func(d Domain) Domain {
		t.Helper()
		d.PoolID = pool.ID
		got, err := s.UpdateDomain(d)
		require.NoError(t, err)
		stored, ok := s.Domain("us-east-1", d.Name)
		require.True(t, ok)
		assert.Equal(t, got, stored)
		return got
	}
	assert.Equal(t, custom, update(Domain{Name: "login.shop.example"}))
	custom.ManagedLoginVersion = 2
	assert.Equal(t, custom, update(Domain{Name: "login.shop.example", ManagedLoginVersion: 2}))
	custom.CertificateARN = another
	assert.Equal(t, custom, update(Domain{Name: "login.shop.example", CertificateARN: another}))
	custom.SecurityPolicy = "TLS_V1_2_2025"
	assert.Equal(t, custom, update(Domain{Name: "login.shop.example", SecurityPolicy: "TLS_V1_2_2025"}))
	prefix.ManagedLoginVersion = 1
	assert.Equal(t, prefix, update(Domain{Name: "shop", ManagedLoginVersion: 1, CertificateARN: another, SecurityPolicy: "TLS_V1_2_2025"}))
	assert.False(t, prefix.ManagedLogin())
	assert.True(t, custom.ManagedLogin())

	_, err = s.UpdateDomain(Domain{Name: "login.shop.example", PoolID: pool.ID, CertificateARN: "arn:aws:acm:eu-west-1:123456789012:certificate/1"})
	require.ErrorContains(t, err, "isn't in us-east-1 region")
	_, err = s.UpdateDomain(Domain{Name: "shop", PoolID: pool.ID, Failover: &Failover{SecondaryRegion: "eu-west-1"}})
	require.EqualError(t, err, "InvalidParameterException: Only a custom domain can have a Routing with Failover.")
	_, err = s.UpdateDomain(Domain{Name: "store", PoolID: pool.ID})
	assert.EqualError(t, err, "ResourceNotFoundException: Domain store does not exist.")
}

func TestManagedLoginRequiresATier(t *testing.T) {
	t.Parallel()
	const want = "FeatureUnavailableInTierException: The following feature is not available for the LITE pricing tier configured: Managed Login Version 2"
	s, pool := newDefaultStore(t, Pool{PoolSettings: PoolSettings{Tier: "LITE"}})
	_, err := s.CreateDomain(Domain{Name: "shop", PoolID: pool.ID, ManagedLoginVersion: 2})
	require.EqualError(t, err, want)
	_, err = s.CreateDomain(Domain{Name: "shop", PoolID: pool.ID, ManagedLoginVersion: 1})
	require.NoError(t, err)
	_, err = s.UpdateDomain(Domain{Name: "shop", PoolID: pool.ID, ManagedLoginVersion: 2})
	require.EqualError(t, err, want)
	_, err = s.UpdatePool(pool.ID, func(p *Pool) { p.Tier = "ESSENTIALS" })
	require.NoError(t, err)
	_, err = s.UpdateDomain(Domain{Name: "shop", PoolID: pool.ID, ManagedLoginVersion: 2})
	require.NoError(t, err)
	_, err = s.UpdatePool(pool.ID, func(p *Pool) { p.Tier = "LITE" })
	assert.EqualError(t, err, "FeatureUnavailableInTierException: The following features need to be disabled for the LITE pricing tier configured: Managed Login Version 2")
}

// A failover is to the region of the pool's replica.
func TestFailoverOfACustomDomain(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{PoolSettings: PoolSettings{Key: EncryptionKey{Type: "CUSTOMER_MANAGED_KEY", KMSARN: "arn:aws:kms:us-east-1:123456789012:key/mrk-1"}}})
	custom := Domain{Name: "login.shop.example", PoolID: pool.ID, CertificateARN: domainCertificate, Failover: &Failover{SecondaryRegion: "eu-west-1", HealthCheckID: "h"}}
	without := func(region string) string {
		return "InvalidParameterException: User pool " + pool.ID + " does not have a replica in " + region + ", the SecondaryRegion of the Failover."
	}
	_, err := s.CreateDomain(custom)
	require.EqualError(t, err, without("eu-west-1"))
	_, err = s.CreateReplica(pool.ID, "eu-west-1", nil)
	require.NoError(t, err)
	custom.Failover = &Failover{SecondaryRegion: "eu-west-2"}
	_, err = s.CreateDomain(custom)
	require.EqualError(t, err, without("eu-west-2"))
	custom.Failover = &Failover{SecondaryRegion: "eu-west-1", HealthCheckID: "h"}
	_, err = s.CreateDomain(custom)
	require.NoError(t, err)

	kept, err := s.UpdateDomain(Domain{Name: custom.Name, PoolID: pool.ID})
	require.NoError(t, err)
	assert.Equal(t, &Failover{SecondaryRegion: "eu-west-1", HealthCheckID: "h"}, kept.Failover)
	changed, err := s.UpdateDomain(Domain{Name: custom.Name, PoolID: pool.ID, Failover: &Failover{SecondaryRegion: "eu-west-1", HealthCheckID: "i"}})
	require.NoError(t, err)
	assert.Equal(t, &Failover{SecondaryRegion: "eu-west-1", HealthCheckID: "i"}, changed.Failover)
	_, err = s.UpdateDomain(Domain{Name: custom.Name, PoolID: pool.ID, Failover: &Failover{SecondaryRegion: "eu-west-3"}})
	require.EqualError(t, err, without("eu-west-3"))
	removed, err := s.UpdateDomain(Domain{Name: custom.Name, PoolID: pool.ID, Failover: &Failover{}})
	require.NoError(t, err)
	assert.Nil(t, removed.Failover)
}
