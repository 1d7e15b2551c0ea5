package userpool

import (
	"hash/maphash"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
	"unique"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// storeIndexes find the records of the store's tables.
type storeIndexes struct {
	domainsByPool *transaction.Index[Domain, string]
	poolsByClient *transaction.Owners // by the id of the client

	familiesByUser   *transaction.Index[TokenFamily, userKey]
	sessionsOfUser   *transaction.Index[TokenFamily, userKey] // families with a token session, without the revoked ones
	tokensByFamily   *transaction.Index[RefreshToken, int64]  // by the hash of origin_jti
	browsersByUser   *transaction.Index[BrowserSession, userKey]
	browsersBySSO    *transaction.Index[BrowserSession, string] // by the id of the SSO session
	codesByUser      *transaction.Index[AuthorizationCode, userKey]
	browsersByHandle *transaction.Index[BrowserSession, string]
	challengesByUser *transaction.Index[Challenge, userKey]
	// unanswered challenges of the API by the hashes of their secret block in base64 and of their device key
	challengesByProof *transaction.Index[Challenge, int64]
	signInsByPool     *transaction.Index[ProviderSignIn, string]

	familyExpiry    *transaction.Index[TokenFamily, int64]
	browserExpiry   *transaction.Index[BrowserSession, int64]
	codeExpiry      *transaction.Index[AuthorizationCode, int64]
	challengeExpiry *transaction.Index[Challenge, int64]
	signInExpiry    *transaction.Index[ProviderSignIn, int64]
	signOutExpiry   *transaction.Index[ProviderSignOut, int64]
}

func (s *Store) addIndexes() {
	s.poolsByClient = transaction.NewOwners()
	s.domainsByPool = transaction.NewIndex(&s.domains, func(list []string, d *Domain) []string { return append(list, d.PoolID) })

	s.familiesByUser = transaction.NewIndex(&s.families, func(list []userKey, f *TokenFamily) []userKey { return append(list, keyOf(f.PoolID, f.Username)) })
	s.sessionsOfUser = transaction.NewIndex(&s.families, func(list []userKey, f *TokenFamily) []userKey {
		if f.Session == nil || f.Revoked {
			return list
		}
		return append(list, keyOf(f.PoolID, f.Username))
	})
	s.tokensByFamily = transaction.NewIndex(&s.refreshTokens, func(list []int64, t *RefreshToken) []int64 { return append(list, int64(hashOf(t.OriginJTI))) })
	s.browsersByUser = transaction.NewIndex(&s.sessions, func(list []userKey, b *BrowserSession) []userKey { return append(list, keyOf(b.PoolID, b.Username)) })
	s.browsersBySSO = transaction.NewIndex(&s.sessions, func(list []string, b *BrowserSession) []string {
		if b.Session == nil {
			return list
		}
		return append(list, b.Session.ID)
	})
	s.browsersByHandle = transaction.NewIndex(&s.sessions, func(list []string, b *BrowserSession) []string { return append(list, b.Handle()) })
	s.codesByUser = transaction.NewIndex(&s.codes, func(list []userKey, c *AuthorizationCode) []userKey { return append(list, keyOf(c.PoolID, c.Username)) })
	s.challengesByUser = transaction.NewIndex(&s.challenges, func(list []userKey, c *Challenge) []userKey { return append(list, keyOf(c.PoolID, c.Username)) })
	s.challengesByProof = transaction.NewIndex(&s.challenges, func(list []int64, c *Challenge) []int64 { return append(list, c.proofs()...) })
	s.signInsByPool = transaction.NewIndex(&s.providerSignIns, func(list []string, d *ProviderSignIn) []string { return append(list, d.PoolID) })

	s.familyExpiry = transaction.NewIndex(&s.families, func(list []int64, f *TokenFamily) []int64 { return append(list, f.ExpiresAt.Unix()) })
	s.browserExpiry = transaction.NewIndex(&s.sessions, func(list []int64, b *BrowserSession) []int64 { return append(list, b.ExpiresAt.Unix()) })
	s.codeExpiry = transaction.NewIndex(&s.codes, func(list []int64, c *AuthorizationCode) []int64 { return append(list, c.ExpiresAt.Unix()) })
	s.challengeExpiry = transaction.NewIndex(&s.challenges, func(list []int64, c *Challenge) []int64 { return append(list, c.ExpiresAt.Unix()) })
	s.signInExpiry = transaction.NewIndex(&s.providerSignIns, func(list []int64, d *ProviderSignIn) []int64 { return append(list, d.ExpiresAt.Unix()) })
	s.signOutExpiry = transaction.NewIndex(&s.providerSignOuts, func(list []int64, o *ProviderSignOut) []int64 { return append(list, o.ExpiresAt.Unix()) })
}

// poolIndexes find the records of a pool's tables.
type poolIndexes struct {
	usersByAttribute map[string]*transaction.Index[User, string] // by the folded value of each searchable attribute
	usersByFolded    *transaction.Index[User, string]            // by the folded username, if it differs from the username
	usersByIdentity  *transaction.Index[User, string]
	usersByPasskey   *transaction.Index[User, string]
	membersByGroup   *transaction.Index[Membership, string]
	devicesByUser    *transaction.Index[Device, string]
	eventsByUser     *transaction.Index[AuthEvent, string]
	passkeysByUser   *transaction.Index[PasskeyRegistration, string]

	passkeyExpiry   *transaction.Index[PasskeyRegistration, int64]
	assertionExpiry *transaction.Index[time.Time, int64]
	unknownExpiry   *transaction.Index[UnknownUser, int64]
	eventExpiry     *transaction.Index[AuthEvent, int64]
}

func (p *poolState) addIndexes() {
	p.usersByAttribute = map[string]*transaction.Index[User, string]{}
	for _, name := range SearchableAttributes {
		if name == "username" { // the key of the table
			continue
		}
		p.usersByAttribute[name] = transaction.NewIndex(&p.users, func(list []string, u *User) []string {
			value, ok := searchValue(u, name)
			if !ok {
				return list
			}
			value = normalized(name, value)
			if name == "cognito:user_status" {
				value = unique.Make(value).Value() // many users share it
			}
			return append(list, value)
		})
	}
	p.usersByFolded = transaction.NewIndex(&p.users, func(list []string, u *User) []string {
		if folded := fold(u.Username); folded != u.Username {
			return append(list, folded)
		}
		return list
	})
	p.usersByIdentity = transaction.NewIndex(&p.users, func(list []string, u *User) []string {
		for _, i := range u.Identities {
			list = append(list, identityKey(i.ProviderName, i.UserID))
		}
		return list
	})
	p.usersByPasskey = transaction.NewIndex(&p.users, func(list []string, u *User) []string {
		for _, k := range u.Passkeys {
			list = append(list, strings.Clone(k.ID))
		}
		return list
	})
	p.membersByGroup = transaction.NewIndex(&p.memberships, func(list []string, m *Membership) []string { return append(list, unique.Make(m.Group).Value()) })
	p.devicesByUser = transaction.NewIndex(&p.devices, func(list []string, d *Device) []string { return append(list, d.Username) })
	p.eventsByUser = transaction.NewIndex(&p.authEvents, func(list []string, e *AuthEvent) []string { return append(list, e.Username) })
	p.passkeysByUser = transaction.NewIndex(&p.passkeyRegistrations, func(list []string, r *PasskeyRegistration) []string { return append(list, r.Username) })

	p.passkeyExpiry = transaction.NewIndex(&p.passkeyRegistrations, func(list []int64, r *PasskeyRegistration) []int64 { return append(list, r.ExpiresAt.Unix()) })
	p.assertionExpiry = transaction.NewIndex(&p.assertions, func(list []int64, at *time.Time) []int64 { return append(list, at.Unix()) })
	p.unknownExpiry = transaction.NewIndex(&p.unknown, func(list []int64, u *UnknownUser) []int64 { return append(list, u.Tried.Unix()) })
	p.eventExpiry = transaction.NewIndex(&p.authEvents, func(list []int64, e *AuthEvent) []int64 { return append(list, e.Created.Unix()) })
}

// A userKey has the hash of a pool id in its upper half and the hash of a username in its lower half. Two
// users can have the same key, so a caller compares the names in the records, too.
type userKey = int64

var hashSeed = maphash.MakeSeed()

func hashOf(text string) uint64 { return maphash.String(hashSeed, text) }

func keyOf(poolID, username string) userKey { return firstKey(poolID) | int64(hashOf(username)>>32) }

// firstKey and lastKey are the limits of the keys of a pool's users.
func firstKey(poolID string) userKey { return int64(hashOf(poolID)) &^ (1<<32 - 1) }
func lastKey(poolID string) userKey  { return firstKey(poolID) | (1<<32 - 1) }

func identityKey(provider, userID string) string { return provider + "\x00" + userID }

// fold returns a text that is the same for all texts that strings.EqualFold does not distinguish, in
// lower case. It does not share memory with the text.
func fold(text string) string {
	ascii := make([]byte, 0, 64) // not on the heap for most texts
	for i := range len(text) {
		c := text[i]
		if c >= utf8.RuneSelf {
			return strings.Clone(strings.Map(foldRune, text))
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		ascii = append(ascii, c)
	}
	return string(ascii)
}

// foldRune returns the lower case of the smallest of the characters that differ only in case.
func foldRune(r rune) rune {
	smallest := r
	for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
		smallest = min(smallest, other)
	}
	return unicode.ToLower(smallest)
}
