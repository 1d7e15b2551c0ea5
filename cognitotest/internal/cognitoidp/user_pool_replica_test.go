package cognitoidp_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const (
	oregonHost     = "cognito-idp.us-west-2.amazonaws.com"
	multiRegionKey = `"KeyConfiguration":{"KeyType":"CUSTOMER_MANAGED_KEY","KmsKeyArn":"arn:aws:kms:us-east-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab"}`
	createReplica  = `{"UserPoolId":"{pool}","RegionName":"us-west-2"}`
	activate       = `{"UserPoolId":"{pool}","RegionName":"us-west-2","Status":"ACTIVE"}`
	deactivate     = `{"UserPoolId":"{pool}","RegionName":"us-west-2","Status":"INACTIVE"}`
)

// inOregon sends a signed request to the secondary region.
func (s *server) inOregon(t *testing.T, action, body string) httpResponse {
	t.Helper()
	return s.send(t, oregonHost, prefix+action, credential, body)
}

// replica compares the replica that an action returns.
func (s *server) replica(t *testing.T, action, body, status string) {
	t.Helper()
	assert.Equal(t, map[string]any{"UserPoolReplica": map[string]any{
		"RegionName": "us-west-2", "Role": "SECONDARY", "Status": status,
		"UserPoolArn": "arn:aws:cognito-idp:us-west-2:123456789012:userpool/" + s.values["{pool}"],
	}}, s.ok(t, action, body))
}

// statuses returns "REGION ROLE STATUS" of each replica.
func (s *server) statuses(t *testing.T) (found []string) {
	t.Helper()
	listed, _ := s.ok(t, "ListUserPoolReplicas", `{"UserPoolId":"{pool}"}`)["UserPoolReplicas"].([]any)
	for _, r := range listed {
		found = append(found, at(r, "RegionName").(string)+" "+at(r, "Role").(string)+" "+at(r, "Status").(string))
	}
	return found
}

// TestReplicaStates: a replica is created, activated, deactivated and deleted. Creation and deletion take a minute of the emulator's
// clock, and the replica survives a restart.
func TestReplicaStates(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := startWith(t, cognitotest.Config{StateDir: dir})
	s.pool(t, `{"PoolName":"p",`+multiRegionKey+`}`)
	const primary = "us-east-1 PRIMARY ACTIVE"
	regions := func() any {
		return at(s.ok(t, "ListUserPools", `{"MaxResults":10}`)["UserPools"].([]any)[0], "ReplicaRegions")
	}
	assert.Equal(t, []string{primary}, s.statuses(t))
	assert.Nil(t, regions())

	s.replica(t, "CreateUserPoolReplica", createReplica, "CREATING")
	assert.Equal(t, []string{primary, "us-west-2 SECONDARY CREATING"}, s.statuses(t))
	assert.Equal(t, []any{"us-west-2"}, regions())
	const creating = "The status of the replica in us-west-2 is CREATING. "
	s.fails(t, "UpdateUserPoolReplica", activate, "InvalidParameterException", creating+"Wait until the replica is INACTIVE.")
	s.fails(t, "DeleteUserPoolReplica", createReplica, "InvalidParameterException", creating+"Only an INACTIVE replica can be deleted.")
	s.Advance(time.Minute)
	assert.Equal(t, []string{primary, "us-west-2 SECONDARY INACTIVE"}, s.statuses(t))

	s.replica(t, "UpdateUserPoolReplica", activate, "ACTIVE")
	s.replica(t, "UpdateUserPoolReplica", activate, "ACTIVE")
	s.fails(t, "DeleteUserPoolReplica", createReplica, "InvalidParameterException", "The status of the replica in us-west-2 is ACTIVE. Only an INACTIVE replica can be deleted.")
	s.Close()
	again, err := cognitotest.Start(cognitotest.Config{StateDir: dir})
	require.NoError(t, err)
	t.Cleanup(again.Close)
	s.Server = again
	assert.Equal(t, []string{primary, "us-west-2 SECONDARY ACTIVE"}, s.statuses(t))

	s.fails(t, "DeleteUserPool", `{"UserPoolId":"{pool}"}`, "InvalidParameterException", "User pool cannot be deleted. It has a replica in us-west-2 that should be deleted first.")
	s.replica(t, "UpdateUserPoolReplica", deactivate, "INACTIVE")
	s.replica(t, "DeleteUserPoolReplica", createReplica, "DELETING")
	s.fails(t, "UpdateUserPoolReplica", activate, "InvalidParameterException", "The status of the replica in us-west-2 is DELETING. Wait until the replica is INACTIVE.")
	s.fails(t, "CreateUserPoolReplica", createReplica, "LimitExceededException", "User pool {pool} already has a replica in us-west-2. A user pool can have one secondary replica.")
	assert.Equal(t, []string{primary, "us-west-2 SECONDARY DELETING"}, s.statuses(t))
	s.Advance(time.Minute)
	assert.Equal(t, []string{primary}, s.statuses(t))
	assert.Nil(t, regions())
	s.fails(t, "DeleteUserPoolReplica", createReplica, "ResourceNotFoundException", "User pool {pool} does not have a replica in us-west-2.")
	s.replica(t, "CreateUserPoolReplica", createReplica, "CREATING")
	s.Advance(time.Minute)
	s.replica(t, "DeleteUserPoolReplica", createReplica, "DELETING")
	s.Advance(time.Minute)
	s.ok(t, "DeleteUserPool", `{"UserPoolId":"{pool}"}`)
}

func TestReplicaErrors(t *testing.T) {
	t.Parallel()
	const (
		guide  = "Multi-Region replication; text unspecified"
		pool   = `{"PoolName":"p",` + multiRegionKey + `}`
		key    = "Multi-Region replication requires a KeyConfiguration with a multi-Region customer managed key."
		absent = "User pool {pool} does not have a replica in us-west-2."
	)
	in := func(region string) request {
		return request{"CreateUserPoolReplica", `{"UserPoolId":"{pool}","RegionName":"` + region + `"}`}
	}
	update := func(settings string) request {
		return request{"UpdateUserPool", `{"UserPoolId":"{pool}",` + settings + `}`}
	}
	given := []request{in("us-west-2")}
	checkRules(t, []rule{
		{name: "no region", source: "model", pool: pool, request: request{"CreateUserPoolReplica", `{"UserPoolId":"{pool}"}`}, message: "1 validation error detected: Value null at 'regionName' failed to satisfy constraint: Member must not be null"},
		{name: "short region", source: "API_CreateUserPoolReplica", pool: pool, request: in("us"), message: "1 validation error detected: Value 'us' at 'regionName' failed to satisfy constraint: Member must have length greater than or equal to 5"},
		{name: "unknown pool", source: "model", request: request{"CreateUserPoolReplica", `{"UserPoolId":"us-east-1_AbCdEfGhI","RegionName":"us-west-2"}`}, exception: "ResourceNotFoundException", message: "User pool us-east-1_AbCdEfGhI does not exist."},
		{name: "LITE", source: guide, pool: `{"PoolName":"p","UserPoolTier":"LITE",` + multiRegionKey + `}`, request: in("us-west-2"), exception: "FeatureUnavailableInTierException", message: "The following feature is not available for the LITE pricing tier configured: Multi-Region Replication"},
		{name: "no key", source: guide, request: in("us-west-2"), message: key},
		{name: "AWS owned key", source: guide, pool: `{"PoolName":"p",` + ownedKey + `}`, request: in("us-west-2"), message: key},
		{name: "key of one region", source: guide, pool: `{"PoolName":"p",` + managedKey + `}`, request: in("us-west-2"), message: key},
		{name: "primary region", source: guide, pool: pool, request: in("us-east-1"), message: "us-east-1 is the primary Region of the user pool. Choose another Region for the replica."},
		{name: "not a region", source: "unspecified", pool: pool, request: in("oregon"), message: "oregon is not the name of a Region."},
		{name: "second replica in the region", source: guide, pool: pool, given: given, request: in("us-west-2"), exception: "LimitExceededException", message: "User pool {pool} already has a replica in us-west-2. A user pool can have one secondary replica."},
		{name: "second replica in another region", source: guide, pool: pool, given: given, request: in("eu-west-1"), exception: "LimitExceededException", message: "User pool {pool} already has a replica in us-west-2. A user pool can have one secondary replica."},
		{name: "reserved tag", source: "as for a pool", pool: pool, request: request{"CreateUserPoolReplica", `{"UserPoolId":"{pool}","RegionName":"us-west-2","UserPoolTags":{"aws:x":"y"}}`}, message: "Tag keys cannot start with aws:"},
		{name: "to LITE", source: "unspecified", pool: pool, given: given, request: update(`"UserPoolTier":"LITE"`), exception: "FeatureUnavailableInTierException", message: "The following features need to be disabled for the LITE pricing tier configured: Multi-Region Replication"},
		{name: "to a key of one region", source: "unspecified", pool: pool, given: given, request: update(managedKey), message: key},
		{name: "to an AWS owned key", source: "unspecified", pool: pool, given: given, request: update(ownedKey), message: key},
		{name: "update without a replica", source: "model", pool: pool, request: request{"UpdateUserPoolReplica", activate}, exception: "ResourceNotFoundException", message: absent},
		{name: "update of another region", source: "model", pool: pool, given: []request{in("eu-west-1")}, request: request{"UpdateUserPoolReplica", activate}, exception: "ResourceNotFoundException", message: absent},
		{name: "update of the primary", source: "unspecified", pool: pool, given: given, request: request{"UpdateUserPoolReplica", strings.Replace(deactivate, "us-west-2", "us-east-1", 1)}, message: "The status of the primary replica cannot be changed."},
		{name: "update to another status", source: "model", pool: pool, given: given, request: request{"UpdateUserPoolReplica", strings.Replace(activate, "ACTIVE", "DELETING", 1)}, message: "1 validation error detected: Value 'DELETING' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [ACTIVE, INACTIVE]"},
		{name: "deletion without a replica", source: "model", pool: pool, request: request{"DeleteUserPoolReplica", createReplica}, exception: "ResourceNotFoundException", message: absent},
		{name: "deletion of the primary", source: "API_DeleteUserPoolReplica", pool: pool, given: given, request: request{"DeleteUserPoolReplica", strings.Replace(createReplica, "us-west-2", "us-east-1", 1)}, message: "The primary replica cannot be deleted."},
		{name: "list of an unknown pool", source: "model", request: request{"ListUserPoolReplicas", `{"UserPoolId":"us-east-1_AbCdEfGhI"}`}, exception: "ResourceNotFoundException", message: "User pool us-east-1_AbCdEfGhI does not exist."},
		{name: "list with a wrong token", source: "unspecified", pool: pool, request: request{"ListUserPoolReplicas", `{"UserPoolId":"{pool}","NextToken":"x"}`}, message: "Invalid pagination token."},
	})
}

// TestReplicaNeedsNoUpdatedIssuer: both types of issuer are accepted.
func TestReplicaNeedsNoUpdatedIssuer(t *testing.T) {
	t.Parallel()
	s := start(t)
	for _, issuer := range []string{original, updated} {
		s.pool(t, `{"PoolName":"p",`+multiRegionKey+`,`+issuer+`}`)
		s.replica(t, "CreateUserPoolReplica", createReplica, "CREATING")
	}
}

// TestReplicaTags: a replica has tags of its own. The endpoints of both regions accept its ARN.
func TestReplicaTags(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.pool(t, `{"PoolName":"p","UserPoolTags":{"stage":"prod"},`+multiRegionKey+`}`)
	s.ok(t, "CreateUserPoolReplica", `{"UserPoolId":"{pool}","RegionName":"us-west-2","UserPoolTags":{"stage":"standby"}}`)
	s.Advance(time.Minute)
	const (
		arn   = `"ResourceArn":"arn:aws:cognito-idp:us-west-2:123456789012:userpool/{pool}"`
		ofOne = `"ResourceArn":"arn:aws:cognito-idp:us-east-1:123456789012:userpool/{pool}"`
	)
	tags := func(host string) string {
		return s.send(t, host, prefix+"ListTagsForResource", credential, `{`+arn+`}`).body
	}
	assert.JSONEq(t, `{"Tags":{"stage":"standby"}}`, tags(host))
	assert.JSONEq(t, `{"Tags":{"stage":"standby"}}`, tags(oregonHost))
	assert.Equal(t, `{}`, s.inOregon(t, "TagResource", `{`+arn+`,"Tags":{"owner":"ada"}}`).body)
	assert.JSONEq(t, `{"Tags":{"stage":"standby","owner":"ada"}}`, tags(host))
	s.ok(t, "UntagResource", `{`+arn+`,"TagKeys":["stage"]}`)
	assert.JSONEq(t, `{"Tags":{"owner":"ada"}}`, tags(oregonHost))
	assert.JSONEq(t, `{"Tags":{"stage":"prod"}}`, s.call(t, "ListTagsForResource", `{`+ofOne+`}`).body, "the tags of the primary")
	s.fails(t, "TagResource", `{`+arn+`,"Tags":{"aws:x":"y"}}`, "InvalidParameterException", "Tag keys cannot start with aws:")
	got := s.send(t, irelandHost, prefix+"ListTagsForResource", credential, `{`+arn+`}`)
	assert.Contains(t, got.body, "Invalid resource ARN", "a third region")

	var described map[string]any
	require.NoError(t, json.Unmarshal([]byte(s.inOregon(t, "DescribeUserPool", `{"UserPoolId":"{pool}"}`).body), &described))
	assert.Equal(t, s.placeholders.Replace("arn:aws:cognito-idp:us-west-2:123456789012:userpool/{pool}"), at(described, "UserPool", "Arn"))
	assert.Equal(t, map[string]any{"owner": "ada"}, at(described, "UserPool", "UserPoolTags"))
	assert.Equal(t, s.placeholders.Replace("arn:aws:cognito-idp:us-east-1:123456789012:userpool/{pool}"), at(s.ok(t, "DescribeUserPool", `{"UserPoolId":"{pool}"}`), "UserPool", "Arn"))
	assert.Equal(t, http.StatusOK, s.inOregon(t, "ListUserPoolReplicas", `{"UserPoolId":"{pool}"}`).status)
}
