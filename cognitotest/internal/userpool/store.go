package userpool

import (
	"sync/atomic"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// Store keeps the state of one emulator. It is safe for concurrent use. Each method is one
// transaction. With a journal, its changes are on disk before the method returns; if they
// cannot be written, the method panics with a [transaction.JournalError].
type Store struct {
	Clock     *Clock
	AccountID string
	// AuthenticationLevels is the setting of the emulator with this name: tokens have the claims acr
	// and amr, and clients can request a level.
	AuthenticationLevels bool

	db     *transaction.Database
	purged time.Time // when purge ran last

	pools            transaction.Table[Pool]
	domains          transaction.Table[Domain] // by host name
	codes            transaction.Table[AuthorizationCode]
	sessions         transaction.Table[BrowserSession]
	families         transaction.Table[TokenFamily]     // by origin_jti
	refreshTokens    transaction.Table[RefreshToken]    // by token id
	challenges       transaction.Table[Challenge]       // by session string
	providerSignIns  transaction.Table[ProviderSignIn]  // by state
	providerSignOuts transaction.Table[ProviderSignOut] // by relay state
	clockAdvance     transaction.Table[time.Duration]   // how far the clock is ahead, under ""
	messages         transaction.Table[Message]         // by number, in the order of their creation
	secrets          transaction.Table[[]byte]          // the emulator's own keys, by name

	provisionedLimits transaction.Table[int] // requests a second, by region and category

	byPool *transaction.Partitions[poolState]

	storeIndexes

	refreshes refreshLog
	restores  atomic.Int64 // the number of [Store.Restore] calls
}

// tables returns the store's tables by the kind of their records. State directories contain the
// kinds, so a kind keeps its name when an identifier in the code changes.
func (s *Store) tables() transaction.Tables {
	return transaction.Tables{
		"pools":      &s.pools,
		"domains":    &s.domains,
		"codes":      &s.codes,
		"sessions":   &s.sessions,
		"grants":     transaction.Packed(&s.families),
		"refresh":    transaction.Packed(&s.refreshTokens),
		"challenges": &s.challenges,
		"departures": &s.providerSignIns,
		"sign-outs":  &s.providerSignOuts,
		"clock":      &s.clockAdvance,
		"messages":   &s.messages,
		"secrets":    &s.secrets,

		"provisioned-limits": &s.provisionedLimits,
	}
}

// Version returns a number that grows with each change of the records and with each refresh. It starts
// at 0 with the process.
func (s *Store) Version() int64 { return s.db.Version() + s.refreshes.version.Load() }

// poolState is a user pool with everything that it owns. Deleting the pool deletes all of it.
type poolState struct {
	pool        Pool          // as the transaction read it; written through Store.pools
	work        *passwordWork // of the transaction; nil if it has none
	clients     transaction.Table[Client]
	servers     transaction.Table[ResourceServer]
	users       transaction.Table[User] // by username
	groups      transaction.Table[Group]
	members     transaction.Table[[]string]   // group name to usernames; only in state directories of earlier versions
	memberships transaction.Table[Membership] // by username, zero byte and group name
	providers   transaction.Table[IdentityProvider]
	rawSettings transaction.Table[RawSetting]
	brandings   transaction.Table[Branding]    // by id
	terms       transaction.Table[Terms]       // by id
	devices     transaction.Table[Device]      // by device key
	keys        transaction.Table[Keys]        // under ""
	unknown     transaction.Table[UnknownUser] // by login
	authEvents  transaction.Table[AuthEvent]   // by id
	importJobs  transaction.Table[ImportJob]   // by id
	importFiles transaction.Table[ImportFile]  // by the id of the job, until the job has ended
	assertions  transaction.Table[time.Time]   // used SAML assertions, by provider and id, to the time at which they expire

	passkeyRegistrations        transaction.Table[PasskeyRegistration]        // by challenge
	sessionConfigurations       transaction.Table[SessionConfiguration]       // under ""
	clientSessionConfigurations transaction.Table[ClientSessionConfiguration] // by client id

	replicas transaction.Table[Replica] // by region

	poolIndexes
}

// tables returns the pool's tables by the kind of their records. No kind of the store has
// the same name.
func (p *poolState) tables() transaction.Tables {
	return transaction.Tables{
		"clients":     &p.clients,
		"servers":     &p.servers,
		"users":       transaction.Packed(&p.users),
		"groups":      &p.groups,
		"members":     &p.members,
		"memberships": transaction.Packed(&p.memberships),
		"providers":   &p.providers,
		"documents":   &p.rawSettings,
		"brandings":   &p.brandings,
		"terms":       &p.terms,
		"devices":     &p.devices,
		"keys":        &p.keys,
		"unknown":     &p.unknown,
		"assertions":  &p.assertions,

		"auth-events":  &p.authEvents,
		"import-jobs":  &p.importJobs,
		"import-files": &p.importFiles,

		"passkey-registrations":         &p.passkeyRegistrations,
		"session-configurations":        &p.sessionConfigurations,
		"client-session-configurations": &p.clientSessionConfigurations,

		"replicas": &p.replicas,
	}
}

// NewStore returns an empty store in memory, for one AWS account.
func NewStore(accountID string) *Store {
	s := &Store{AccountID: accountID, db: &transaction.Database{}}
	s.db.BeforeCommit = s.purge
	s.Clock = &Clock{record: s.recordAdvance}
	s.byPool = transaction.NewPartitions(s.db, (*poolState).tables, func(p *poolState) {
		p.addIndexes()
		transaction.Follow(s.poolsByClient, &p.clients)
	})
	s.db.Open(s.tables(), "")
	s.addIndexes()
	return s
}

// Open returns a store with the records of a journal. The journal receives every change.
func Open(accountID string, j transaction.Journal) (*Store, error) {
	s := NewStore(accountID)
	err := s.db.Load(j, func(poolID string) transaction.Tables {
		if poolID == "" {
			return s.tables()
		}
		return s.byPool.Of(poolID).tables()
	})
	if err != nil {
		return nil, err
	}
	s.setClock()
	s.convertMembers()
	return s, nil
}

// pool returns a pool's state within a transaction. Its import jobs have the status that they have
// at the time of the clock.
func (s *Store) pool(poolID string) (*poolState, bool) {
	pool, ok := s.pools.Get(poolID)
	if !ok {
		return nil, false
	}
	p := s.byPool.Of(poolID)
	p.pool, p.work = pool, nil
	s.progressImports(p)
	return p, true
}

// inPool runs f as one transaction on a pool's state.
func inPool[T any](s *Store, poolID string, f func(*poolState) (T, error)) (T, error) {
	return transaction.Run(s.db, func() (T, error) {
		p, ok := s.pool(poolID)
		if !ok {
			var zero T
			return zero, apierror.PoolNotFound(poolID)
		}
		return f(p)
	})
}
