package cognitoidp_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
)

func userPoolReplicaScenario(t *testing.T, s *sdkServer) {
	c := t.Context()
	oregon := aws.String("us-west-2")
	must(s.UpdateUserPool(c, &idp.UpdateUserPoolInput{UserPoolId: &s.pool, KeyConfiguration: &types.KeyConfigurationType{
		KeyType: types.EncryptionKeyTypeCustomerManagedKey, KmsKeyArn: aws.String("arn:aws:kms:us-east-1:123456789012:key/mrk-1234abcd"),
	}}))(t)
	created := must(s.CreateUserPoolReplica(c, &idp.CreateUserPoolReplicaInput{UserPoolId: &s.pool, RegionName: oregon}))(t).UserPoolReplica
	assert.Equal(t, types.ReplicaStatusTypeCreating, created.Status)
	s.Advance(time.Minute)
	listed := must(s.ListUserPoolReplicas(c, &idp.ListUserPoolReplicasInput{UserPoolId: &s.pool}))(t).UserPoolReplicas
	assert.Len(t, listed, 2)
	assert.Equal(t, types.ReplicaStatusTypeInactive, listed[1].Status)
	updated := must(s.UpdateUserPoolReplica(c, &idp.UpdateUserPoolReplicaInput{UserPoolId: &s.pool, RegionName: oregon, Status: types.UpdateReplicaStatusTypeInactive}))(t)
	assert.Equal(t, types.ReplicaRoleTypeSecondary, updated.UserPoolReplica.Role)
	deleted := must(s.DeleteUserPoolReplica(c, &idp.DeleteUserPoolReplicaInput{UserPoolId: &s.pool, RegionName: oregon}))(t).UserPoolReplica
	assert.Equal(t, types.ReplicaStatusTypeDeleting, deleted.Status)
}
