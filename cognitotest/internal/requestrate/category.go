package requestrate

import "slices"

// category is a group of actions that share a quota.
type category struct {
	name      string
	perSecond int // requests in one region of one account
	// adjustable: an account can provision a higher rate.
	adjustable bool
	// perPool limits each of its actions to requestsPerPool requests a second for one pool.
	perPool bool
	actions []string
}

// requestsPerPool is the quota of one action for one pool, in the categories that have it.
const requestsPerPool = 5

var userAuthentication = category{name: "UserAuthentication", perSecond: 120, adjustable: true, actions: []string{
	"InitiateAuth", "AdminInitiateAuth", "GetTokensFromRefreshToken",
}}

// challengeResponses have a quota of their own, challengesPerSignIn times the quota of sign-ins.
var challengeResponses = category{name: "UserAuthentication, challenges", actions: []string{
	"RespondToAuthChallenge", "AdminRespondToAuthChallenge",
}}

const challengesPerSignIn = 3

var accountRecovery = category{name: "UserAccountRecovery", perSecond: 30, actions: []string{
	"ChangePassword", "ConfirmForgotPassword", "ForgotPassword", "AdminResetUserPassword", "AdminSetUserPassword",
}}

// categories are the documented categories with their default quotas (developer guide, "Quotas
// in Amazon Cognito"). The limiter does not count an action that the page does not name.
var categories = []category{
	userAuthentication,
	challengeResponses,
	accountRecovery,
	{name: "UserCreation", perSecond: 50, adjustable: true, actions: []string{"SignUp", "ConfirmSignUp", "AdminCreateUser", "AdminConfirmSignUp"}},
	{name: "UserFederation", perSecond: 25, adjustable: true}, // no actions: the responses of identity providers
	{name: "UserRead", perSecond: 120, adjustable: true, actions: []string{"AdminGetUser", "AdminGetUserAuthFactors", "GetUser"}},
	{name: "UserUpdate", perSecond: 25, actions: []string{
		"AdminAddUserToGroup", "AdminDeleteUserAttributes", "AdminUpdateUserAttributes", "AdminDeleteUser", "AdminDisableUser",
		"AdminEnableUser", "AdminLinkProviderForUser", "AdminDisableProviderForUser", "VerifyUserAttribute", "DeleteUser",
		"DeleteUserAttributes", "UpdateUserAttributes", "AdminUserGlobalSignOut", "GlobalSignOut", "AdminRemoveUserFromGroup",
	}},
	{name: "UserToken", perSecond: 120, adjustable: true, actions: []string{"RevokeToken"}},
	{name: "UserResourceRead", perSecond: 50, adjustable: true, actions: []string{
		"AdminGetDevice", "AdminListGroupsForUser", "AdminListDevices", "GetDevice", "ListDevices", "GetUserAttributeVerificationCode",
		"ResendConfirmationCode", "AdminListUserAuthEvents",
	}},
	{name: "UserResourceUpdate", perSecond: 25, actions: []string{
		"AdminForgetDevice", "AdminUpdateAuthEventFeedback", "AdminSetUserMFAPreference", "AdminSetUserSettings",
		"AdminDeleteSoftwareToken",
		"AdminUpdateDeviceStatus", "UpdateDeviceStatus", "UpdateAuthEventFeedback", "ConfirmDevice", "SetUserMFAPreference",
		"SetUserSettings", "VerifySoftwareToken", "AssociateSoftwareToken", "ForgetDevice",
	}},
	{name: "UserList", perSecond: 30, actions: []string{"ListUsers", "ListUsersInGroup"}},
	{name: "UserPoolRead", perSecond: 15, actions: []string{"DescribeUserPool", "ListUserPools"}},
	{name: "UserPoolUpdate", perSecond: 15, actions: []string{"CreateUserPool", "UpdateUserPool", "DeleteUserPool"}},
	{name: "UserPoolResourceRead", perSecond: 20, perPool: true, actions: []string{
		"DescribeIdentityProvider", "DescribeResourceServer", "DescribeUserImportJob", "DescribeUserPoolDomain", "GetCSVHeader",
		"GetGroup", "GetSigningCertificate", "GetIdentityProviderByIdentifier", "GetUserPoolMfaConfig", "ListGroups",
		"ListIdentityProviders", "ListResourceServers", "ListTagsForResource", "ListUserImportJobs", "DescribeRiskConfiguration",
		"GetUICustomization", "DescribeManagedLoginBranding", "DescribeManagedLoginBrandingByClient",
	}},
	{name: "UserPoolResourceUpdate", perSecond: 15, perPool: true, actions: []string{
		"AddCustomAttributes", "CreateGroup", "CreateIdentityProvider", "CreateResourceServer", "CreateUserImportJob",
		"CreateUserPoolDomain", "DeleteGroup", "DeleteIdentityProvider", "DeleteResourceServer", "DeleteUserPoolDomain",
		"SetUserPoolMfaConfig", "StartUserImportJob", "StopUserImportJob", "UpdateGroup", "UpdateIdentityProvider",
		"UpdateResourceServer", "UpdateUserPoolDomain", "SetRiskConfiguration", "SetUICustomization", "TagResource", "UntagResource",
		"CreateManagedLoginBranding", "UpdateManagedLoginBranding", "DeleteManagedLoginBranding",
	}},
	{name: "UserPoolClientRead", perSecond: 15, perPool: true, actions: []string{"DescribeUserPoolClient", "ListUserPoolClients"}},
	{name: "UserPoolClientUpdate", perSecond: 15, perPool: true, actions: []string{
		"CreateUserPoolClient", "DeleteUserPoolClient", "UpdateUserPoolClient",
	}},
	{name: "ClientAuthentication", perSecond: 150, actions: []string{"GetClientToken"}},
	{name: "LimitManagement", perSecond: 1, actions: []string{"GetProvisionedLimit", "UpdateProvisionedLimit"}},
}

// Quota is the request rate quota of a category.
type Quota struct {
	Default    int  // requests a second
	Adjustable bool // an account can provision a higher rate
}

// QuotaOf returns the quota of a category by its documented name.
func QuotaOf(name string) (q Quota, ok bool) {
	for _, c := range categories {
		if c.name == name && c.name != challengeResponses.name {
			return Quota{Default: c.perSecond, Adjustable: c.adjustable}, true
		}
	}
	return Quota{}, false
}

// newPasswordRequired is the challenge whose response sets a new password.
const newPasswordRequired = "NEW_PASSWORD_REQUIRED"

// categoryOf returns the category in which a request counts. A new password counts as an
// account recovery, whichever action sets it.
func categoryOf(r Request) (c category, counted bool) {
	if r.Challenge == newPasswordRequired {
		return accountRecovery, true
	}
	for _, c := range categories {
		if slices.Contains(c.actions, r.Action) {
			return c, true
		}
	}
	return category{}, false
}
