package pooltest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/rsakey"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// The pools of all fixtures have the same keys, because new ones take most of the time of a test.
func init() { rsakey.Share() }

const (
	// Region is the region of the pool.
	Region = "us-east-1"
	// AccountID is the AWS account of the pool.
	AccountID = "123456789012"
	// Domain is the address of the pool's domain.
	Domain = "https://orders.auth." + Region + ".amazoncognito.com"
	// Callback is the callback URL of the app clients.
	Callback = "https://app.example.com/callback"
	// Password is the password of the users.
	Password = "Passw0rd!"
)

// Fixture is a store with one pool.
type Fixture struct {
	T     testing.TB
	Store *userpool.Store
	Pool  userpool.Pool
	// Domain is a prefix domain with the classic pages. It is not in the store.
	Domain userpool.Domain
}

// New returns a store with the pool "orders". It has the default password policy, feature plan,
// deletion protection and MFA mode, and the attributes of the schema beside the standard ones.
func New(t testing.TB, schema ...userpool.SchemaAttribute) *Fixture {
	t.Helper()
	store := userpool.NewStore(AccountID)
	pool, err := store.CreatePool(Region, userpool.Pool{Name: "orders", Schema: schema, PoolSettings: userpool.PoolSettings{
		PasswordPolicy: userpool.DefaultPasswordPolicy, Tier: userpool.DefaultTier,
		DeletionProtection: userpool.DefaultDeletionProtection, MFA: userpool.MFA{Configuration: userpool.DefaultMFA},
	}})
	require.NoError(t, err)
	return &Fixture{
		T: t, Store: store, Pool: pool,
		Domain: userpool.Domain{Name: "orders", PoolID: pool.ID, ManagedLoginVersion: 1},
	}
}

// Profile returns attributes of a user: a verified email address, a phone number that is not
// verified, and a given name.
func Profile(username string) []userpool.Attribute {
	return []userpool.Attribute{
		{Name: "email", Value: username + "@example.com"}, {Name: "email_verified", Value: "true"},
		{Name: "phone_number", Value: "+15550100"}, {Name: "phone_number_verified", Value: "false"}, {Name: "given_name", Value: "Jo"},
	}
}

// AddUser adds a user whose temporary password is Password.
func (f *Fixture) AddUser(username string, attributes ...userpool.Attribute) userpool.User {
	f.T.Helper()
	user, err := f.Store.CreateUser(f.Pool.ID, username, attributes, Password)
	require.NoError(f.T, err)
	return user
}

// Confirm makes the temporary password of a user permanent.
func (f *Fixture) Confirm(username string) userpool.User {
	f.T.Helper()
	user, err := f.Store.SetPassword(f.Pool.ID, username, Password, true)
	require.NoError(f.T, err)
	return user
}

// AddClient adds an app client. A confidential client gets a generated secret.
func (f *Fixture) AddClient(settings userpool.ClientSettings, confidential bool) userpool.Client {
	f.T.Helper()
	client, err := f.Store.CreateClient(f.Pool.ID, settings, "", confidential)
	require.NoError(f.T, err)
	return client
}
