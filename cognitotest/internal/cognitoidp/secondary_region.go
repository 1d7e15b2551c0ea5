package cognitoidp

import (
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// The actions that the secondary region of a pool serves (developer guide, "Supported API operations
// in secondary Regions"). The emulator serves them from the data of the primary.
//
// The guide also lists DeleteUserPoolReplica. The API reference requires the primary region for it,
// and the emulator follows the reference (unspecified).
var (
	inactiveReplicaActions = []string{
		"AdminGetDevice", "AdminGetUser", "AdminListDevices", "AdminListGroupsForUser", "AdminListUserAuthEvents", "DescribeIdentityProvider",
		"DescribeManagedLoginBranding", "DescribeManagedLoginBrandingByClient", "DescribeResourceServer", "DescribeRiskConfiguration",
		"DescribeTerms", "DescribeUserPool", "DescribeUserPoolClient", "GetGroup", "GetLogDeliveryConfiguration", "GetSigningCertificate",
		"GetUICustomization", "GetUserPoolMfaConfig", "ListGroups", "ListIdentityProviders", "ListResourceServers", "ListTagsForResource",
		"ListTerms", "ListUserPoolClients", "ListUserPoolClientSecrets", "ListUserPoolReplicas", "ListUsers", "ListUsersInGroup",
		"TagResource", "UntagResource", "UpdateUserPoolReplica",
	}
	activeReplicaActions = []string{
		"AdminInitiateAuth", "AdminRespondToAuthChallenge", "AdminUpdateAuthEventFeedback", "AdminUserGlobalSignOut", "GetDevice",
		"GetIdentityProviderByIdentifier", "GetTokensFromRefreshToken", "GetUser", "GetUserAuthFactors", "GlobalSignOut", "InitiateAuth",
		"ListDevices", "ListWebAuthnCredentials", "RespondToAuthChallenge", "RevokeToken", "UpdateAuthEventFeedback",
	}
)

// replicaSettingActions change settings that a replica has for itself. The emulator's replicas have
// the settings of the primary.
var replicaSettingActions = []string{
	"CreateUserPoolDomain", "DeleteUserPoolDomain", "SetLogDeliveryConfiguration", "SetRiskConfiguration", "SetUserPoolMfaConfig",
	"UpdateUserPool", "UpdateUserPoolDomain",
}

// servesReplica reports whether a region has a replica of a pool that is not being created or deleted.
func (a *API) servesReplica(poolID, region string) bool {
	status := a.Store.ReplicaStatus(poolID, region)
	return status == userpool.ReplicaActive || status == userpool.ReplicaInactive
}

// findClient returns the client of an unsigned request. In the secondary region of the client's pool it
// rejects a request that the replica does not serve.
func (c *call) findClient(id string) (userpool.Client, error) {
	client, err := c.Store.FindClient(c.region, id)
	if err != nil {
		return userpool.Client{}, err
	}
	if pool := (userpool.Pool{ID: client.PoolID}); pool.Region() != c.region {
		c.replicated = client.PoolID
	}
	return client, c.checkReplicaRequest()
}

// checkReplicaRequest rejects a request that the replica in the region of the request does not serve. The
// texts are unspecified.
func (c *call) checkReplicaRequest() error {
	if c.replicated == "" {
		return nil
	}
	status := c.Store.ReplicaStatus(c.replicated, c.region)
	active := slices.Contains(activeReplicaActions, c.name)
	switch {
	case slices.Contains(inactiveReplicaActions, c.name), active && status == userpool.ReplicaActive:
		return c.checkReplicaChallenge(c.challenge)
	case active:
		return apierror.OperationNotEnabled("%s is not available: the replica of the user pool in %s is %s.", c.name, c.region, status)
	case slices.Contains(replicaSettingActions, c.name):
		return apierror.OperationNotEnabled("The emulator does not have %s in the secondary Region of a user pool.", c.name)
	}
	return apierror.OperationNotEnabled("%s is not available in %s, the secondary Region of the user pool.", c.name, c.region)
}

// checkReplicaResponse rejects a sign-in whose next challenge a replica does not support. A user who has
// TOTP signs in at the primary, even with a choice of factors.
func (c *call) checkReplicaResponse(response any) error {
	next, ok := response.(authResponse)
	if !ok || c.replicated == "" {
		return nil
	}
	if strings.Contains(next.ChallengeParameters["MFAS_CAN_CHOOSE"], userpool.StepSoftwareToken) {
		return c.checkReplicaChallenge(userpool.StepSoftwareToken)
	}
	return c.checkReplicaChallenge(next.ChallengeName)
}

// primaryChallenges are the challenges that a replica does not support: replicas have no TOTP, and do
// not change users (developer guide, "Limitations of multi-Region replication").
var primaryChallenges = []string{userpool.StepSoftwareToken, userpool.StepMFASetup, userpool.StepNewPassword}

// checkReplicaChallenge rejects a challenge that a replica does not support. The exception and the text
// are unspecified.
func (c *call) checkReplicaChallenge(name string) error {
	if slices.Contains(primaryChallenges, name) {
		return apierror.OperationNotEnabled("The challenge %s is not available in %s, the secondary Region of the user pool.", name, c.region)
	}
	return nil
}
