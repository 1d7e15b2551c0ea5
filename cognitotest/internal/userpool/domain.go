package userpool

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// Domain is a pool's host name of the hosted pages and the OAuth endpoints.
type Domain struct {
	Name                string // the prefix, or the whole host name of a custom domain
	PoolID              string
	ManagedLoginVersion int       // 1: classic hosted UI
	CertificateARN      string    // set on a custom domain
	SecurityPolicy      string    // of a custom domain's TLS, such as TLS_V1_2_2021; "" if no request set it
	Failover            *Failover // nil: none
	Created             time.Time
}

// Failover directs the requests to a domain to the replica of its pool while a health check is
// unhealthy. The emulator only stores it.
type Failover struct {
	SecondaryRegion string
	HealthCheckID   string // of Amazon Route 53
}

// Custom reports whether the domain is the caller's own host name.
func (d Domain) Custom() bool { return d.CertificateARN != "" }

// ManagedLogin reports whether the domain serves version 2 of the pages.
func (d Domain) ManagedLogin() bool { return d.ManagedLoginVersion > 1 }

// Host returns the domain's host name in a region.
func (d Domain) Host(region string) string {
	if d.Custom() {
		return d.Name
	}
	return d.Name + ".auth." + region + ".amazoncognito.com"
}

var (
	prefixPattern = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$`)
	hostPattern   = regexp.MustCompile(`^(?:[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$`)
	reservedWords = []string{"aws", "amazon", "cognito"}
)

// validate applies the rules for a domain's name; users reported the texts. Reserved words are
// rejected as hyphen-delimited segments, as measured. The developer guide forbids them
// anywhere in the name.
func (d Domain) validate() error {
	if d.Custom() {
		if !strings.Contains(d.CertificateARN, ":acm:us-east-1:") {
			return apierror.InvalidParameter("The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.")
		}
		if !strings.Contains(d.Name, ".") {
			return apierror.InvalidParameter("Custom domain is not a valid subdomain") // measured by cdk-preflight
		}
		// The service resolves the name instead; the text is the emulator's.
		if !hostPattern.MatchString(d.Name) || strings.HasSuffix(d.Name, ".amazonaws.com") || strings.HasSuffix(d.Name, ".amazoncognito.com") {
			return apierror.InvalidParameter("%s is not a host name that a custom domain can have.", d.Name)
		}
		return nil
	}
	if !prefixPattern.MatchString(d.Name) {
		return apierror.InvalidParameter(`The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens. Please enter a different name that follows this format: ^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$`)
	}
	for segment := range strings.SplitSeq(d.Name, "-") {
		if slices.Contains(reservedWords, segment) {
			return apierror.InvalidParameter("Domain cannot contain reserved word: %s", segment)
		}
	}
	return nil
}

// checkTier rejects managed login on a pool of the LITE tier (text measured by cdk-preflight).
func (d Domain) checkTier(p Pool) error {
	if d.ManagedLoginVersion > 1 && p.Tier == tierLite {
		return apierror.FeatureUnavailable("The following feature is not available for the LITE pricing tier configured: Managed Login Version 2")
	}
	return nil
}

// checkFailover rejects a failover of a prefix domain, and a failover to a region without a replica
// of the pool. The API reference limits failover to custom domains; the developer guide does not. The
// rule about the replica and the texts are unspecified.
func (d Domain) checkFailover(p *poolState, now time.Time) error {
	if d.Failover == nil {
		return nil
	}
	if !d.Custom() {
		return apierror.InvalidParameter("Only a custom domain can have a Routing with Failover.")
	}
	if r, ok := p.replica(now); !ok || r.Region != d.Failover.SecondaryRegion || !r.Deleted.IsZero() {
		return apierror.InvalidParameter("User pool %s does not have a replica in %s, the SecondaryRegion of the Failover.", d.PoolID, d.Failover.SecondaryRegion)
	}
	return nil
}

// CreateDomain adds a domain to a pool. A prefix is unique in its region among all accounts. A
// pool has at most one prefix and one custom domain.
func (s *Store) CreateDomain(d Domain) (Domain, error) {
	if err := d.validate(); err != nil {
		return Domain{}, err
	}
	return inPool(s, d.PoolID, func(p *poolState) (Domain, error) {
		if err := d.checkTier(p.pool); err != nil {
			return Domain{}, err
		}
		if err := d.checkFailover(p, s.Clock.Now()); err != nil {
			return Domain{}, err
		}
		host := d.Host(p.pool.Region())
		if _, taken := s.domains.Get(host); taken {
			return Domain{}, apierror.InvalidParameter("Domain already associated with another user pool.")
		}
		for _, other := range s.domainsByPool.Records(d.PoolID) {
			if other.Custom() == d.Custom() {
				return Domain{}, apierror.InvalidParameter("User pool %s already has a domain configured.", d.PoolID)
			}
		}
		if d.Custom() {
			if err := s.checkCustomDomains(p.pool.Region()); err != nil {
				return Domain{}, err
			}
		}
		d.Created = s.Clock.Now()
		s.domains.Put(host, d)
		return d, nil
	})
}

// Domain returns the domain with a name in a region: a prefix or a custom host name.
func (s *Store) Domain(region, name string) (Domain, bool) {
	if d, ok := s.DomainByHost(name); ok {
		return d, true
	}
	return s.DomainByHost(Domain{Name: name}.Host(region))
}

// DomainByHost returns the domain with a host name.
func (s *Store) DomainByHost(host string) (d Domain, ok bool) {
	s.db.Do(func() { d, ok = s.domains.Get(host) })
	return d, ok
}

// PoolDomains returns a pool's prefix domain and custom domain. A domain that the pool does not have
// has the name "".
func (s *Store) PoolDomains(poolID string) (prefix, custom Domain) {
	s.db.Do(func() { prefix, custom = s.poolDomains(poolID) })
	return prefix, custom
}

func (s *Store) poolDomains(poolID string) (prefix, custom Domain) {
	for _, d := range s.domainsByPool.Records(poolID) {
		if d.Custom() {
			custom = d
		} else {
			prefix = d
		}
	}
	return prefix, custom
}

// UpdateDomain replaces a domain's login version and certificate. 0 and "" keep the current
// value, which the Terraform provider relies on. A nil Failover keeps the failover (unspecified), and
// a zero Failover removes it.
func (s *Store) UpdateDomain(d Domain) (Domain, error) {
	return inPool(s, d.PoolID, func(p *poolState) (Domain, error) {
		for host, old := range s.domainsByPool.Records(d.PoolID) {
			if old.Name != d.Name {
				continue
			}
			next := old
			next.ManagedLoginVersion = cmp.Or(d.ManagedLoginVersion, old.ManagedLoginVersion)
			if old.Custom() {
				next.CertificateARN = cmp.Or(d.CertificateARN, old.CertificateARN)
				next.SecurityPolicy = cmp.Or(d.SecurityPolicy, old.SecurityPolicy)
			}
			switch {
			case d.Failover == nil:
			case *d.Failover == (Failover{}):
				next.Failover = nil
			default:
				next.Failover = d.Failover
			}
			if err := next.validate(); err != nil {
				return Domain{}, err
			}
			if err := next.checkFailover(p, s.Clock.Now()); err != nil {
				return Domain{}, err
			}
			if err := next.checkTier(p.pool); err != nil {
				return Domain{}, err
			}
			if next.ManagedLoginVersion != old.ManagedLoginVersion {
				// The service does not keep sessions when the version changes (developer
				// guide, "Managed login").
				for id, b := range s.browsersByUser.Between(firstKey(d.PoolID), lastKey(d.PoolID)) {
					if b.PoolID == d.PoolID {
						s.sessions.Delete(id)
					}
				}
			}
			s.domains.Put(host, next)
			return next, nil
		}
		return Domain{}, apierror.ResourceNotFound("Domain %s does not exist.", d.Name)
	})
}

// DeleteDomain removes a domain from its pool.
func (s *Store) DeleteDomain(poolID, name string) error {
	_, err := inPool(s, poolID, func(*poolState) (struct{}, error) {
		for host, d := range s.domainsByPool.Records(poolID) {
			if d.Name == name {
				s.domains.Delete(host)
				return struct{}{}, nil
			}
		}
		return struct{}{}, apierror.InvalidParameter("No such domain or user pool exists.")
	})
	return err
}
