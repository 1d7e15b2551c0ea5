package cognitoidp

import (
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/account"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// adminUserRequest has the members of the actions with which an administrator manages a user.
type adminUserRequest struct {
	UserPoolID         string `json:"UserPoolId"`
	Username           string
	UserAttributes     []attribute
	UserAttributeNames []string
	TemporaryPassword  string
	MessageAction      string
	Password           string
	Permanent          bool
	ClientMetadata     account.Metadata
}

// userDescription is the UserType of the API. AdminGetUser returns the attributes as UserAttributes,
// the other actions as Attributes.
type userDescription struct {
	Username             string
	Attributes           []attribute `json:",omitempty"`
	UserAttributes       []attribute `json:",omitempty"`
	UserCreateDate       float64
	UserLastModifiedDate float64
	Enabled              bool
	UserStatus           string
	MFAOptions           []mfaOption `json:",omitempty"`
	UserMFASettingList   []string    `json:",omitempty"`
	PreferredMfaSetting  string      `json:",omitempty"`
}

func userOf(u userpool.User) userDescription {
	return userDescription{
		Username: u.Username, Attributes: attributesOf(u.Attributes), UserCreateDate: epoch(u.Created),
		UserLastModifiedDate: epoch(u.Modified), Enabled: u.Enabled, UserStatus: u.Status, MFAOptions: mfaOptions(u),
	}
}

// adminCreateUser creates a user with a temporary password. With MessageAction RESEND it sends the
// invitation to an existing user again.
func adminCreateUser(c *call, in struct {
	adminUserRequest
	DesiredDeliveryMediums []string
	ForceAliasCreation     bool
	ValidationData         []attribute
}) (any, error) {
	create := c.Accounts.CreateUser
	if in.MessageAction == "RESEND" {
		create = c.Accounts.Reinvite
	}
	u, err := create(c.ctx, in.UserPoolID, account.CreateUser{
		Username: in.Username, Password: in.TemporaryPassword, Attributes: attributeRecords(in.UserAttributes),
		Suppress: in.MessageAction == "SUPPRESS", Mediums: in.DesiredDeliveryMediums, ForceAlias: in.ForceAliasCreation,
		ValidationData: attributeMap(in.ValidationData), Metadata: in.ClientMetadata,
	})
	if err != nil {
		return nil, err
	}
	return map[string]any{"User": userOf(u)}, nil
}

func adminUpdateUserAttributes(c *call, in adminUserRequest) (any, error) {
	return none{}, c.Accounts.UpdateAsAdmin(c.ctx, in.UserPoolID, in.Username, attributeRecords(in.UserAttributes), in.ClientMetadata)
}

func adminGetUser(c *call, in adminUserRequest) (any, error) {
	u, err := c.Store.User(in.UserPoolID, in.Username)
	if err != nil {
		return nil, err
	}
	d := userOf(u)
	d.UserAttributes, d.Attributes = d.Attributes, nil
	d.UserMFASettingList, d.PreferredMfaSetting = u.SecondFactors()
	return d, nil
}

// onUser returns an action that changes a user and returns an empty response.
func onUser(name string, change func(*call, adminUserRequest) (userpool.User, error)) action {
	return on(name, func(c *call, in adminUserRequest) (any, error) {
		_, err := change(c, in)
		return none{}, err
	})
}

func adminDeleteUser(c *call, in adminUserRequest) (any, error) {
	return none{}, c.Store.DeleteUser(in.UserPoolID, in.Username)
}

func usernameOf(u userpool.User) string { return u.Username }

func listUsers(c *call, in struct {
	UserPoolID      string `json:"UserPoolId"`
	AttributesToGet []string
	Filter          string
	Limit           int
	PaginationToken string
}) (any, error) {
	pool, err := c.Store.Pool(in.UserPoolID)
	if err != nil {
		return nil, err
	}
	filter, err := parseUserFilter(in.Filter)
	if err != nil {
		return nil, err
	}
	after := func(key string, n int) ([]userpool.User, error) { return c.Store.FindUsers(pool.ID, filter, key, n) }
	users, next, err := pageOf(c, after, filter.Key, in.PaginationToken, in.Limit)
	if err != nil {
		return nil, err
	}
	if err := requireListable(pool, users, in.AttributesToGet); err != nil {
		return nil, err
	}
	listed := []userDescription{}
	for _, u := range users {
		d := userOf(u)
		if in.AttributesToGet != nil {
			d.Attributes = slices.DeleteFunc(d.Attributes, func(a attribute) bool { return !slices.Contains(in.AttributesToGet, a.Name) })
		}
		listed = append(listed, d)
	}
	return struct {
		Users           []userDescription
		PaginationToken string `json:",omitempty"`
	}{listed, next}, nil
}

var adminUserActions = []action{
	on("AdminCreateUser", adminCreateUser),
	on("AdminGetUser", adminGetUser),
	on("AdminDeleteUser", adminDeleteUser),
	on("AdminUpdateUserAttributes", adminUpdateUserAttributes),
	on("ListUsers", listUsers),
	onUser("AdminSetUserPassword", func(c *call, in adminUserRequest) (userpool.User, error) {
		return c.Store.SetPassword(in.UserPoolID, in.Username, in.Password, in.Permanent)
	}),
	onUser("AdminDeleteUserAttributes", func(c *call, in adminUserRequest) (userpool.User, error) {
		return c.Store.DeleteAttributes(in.UserPoolID, in.Username, in.UserAttributeNames)
	}),
	onUser("AdminEnableUser", func(c *call, in adminUserRequest) (userpool.User, error) {
		return c.Store.EnableUser(in.UserPoolID, in.Username)
	}),
	onUser("AdminDisableUser", func(c *call, in adminUserRequest) (userpool.User, error) {
		return c.Store.DisableUser(in.UserPoolID, in.Username)
	}),
	onUser("AdminDeleteSoftwareToken", func(c *call, in adminUserRequest) (userpool.User, error) {
		return c.Store.DeleteTOTP(in.UserPoolID, in.Username)
	}),
	onUser("AdminUserGlobalSignOut", func(c *call, in adminUserRequest) (userpool.User, error) {
		return c.Store.SignOutUser(in.UserPoolID, in.Username)
	}),
}
