package cognitoidp

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// classicLogin is the ManagedLoginVersion of a domain that names none.
const classicLogin = 1

type customDomainConfig struct{ CertificateArn string }

type userPoolDomainRequest struct {
	Domain              string
	UserPoolID          string `json:"UserPoolId"`
	ManagedLoginVersion int
	CustomDomainConfig  customDomainConfig
}

func (in userPoolDomainRequest) record() userpool.Domain {
	return userpool.Domain{
		Name: in.Domain, PoolID: in.UserPoolID, ManagedLoginVersion: in.ManagedLoginVersion, CertificateARN: in.CustomDomainConfig.CertificateArn,
	}
}

type domainResponse struct {
	ManagedLoginVersion int
	CloudFrontDomain    string `json:",omitempty"`
}

// distribution is the CloudFront name that a domain of a pool is served from: d and 13
// lower-case letters and digits, another one for each domain.
func distribution(d userpool.Domain) string {
	sum := sha256.Sum256([]byte(d.PoolID + "/" + d.Name))
	return "d" + hex.EncodeToString(sum[:])[:13] + ".cloudfront.net"
}

func domainResponseOf(d userpool.Domain, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	response := domainResponse{ManagedLoginVersion: d.ManagedLoginVersion}
	if d.Custom() {
		response.CloudFrontDomain = distribution(d)
	}
	return response, nil
}

func createUserPoolDomain(c *call, in userPoolDomainRequest) (any, error) {
	d := in.record()
	d.ManagedLoginVersion = cmp.Or(d.ManagedLoginVersion, classicLogin)
	return domainResponseOf(c.Store.CreateDomain(d))
}

func updateUserPoolDomain(c *call, in userPoolDomainRequest) (any, error) {
	return domainResponseOf(c.Store.UpdateDomain(in.record()))
}

// describeUserPoolDomain answers an empty description for a domain that does not
// exist, as the Terraform provider relies on.
func describeUserPoolDomain(c *call, in struct{ Domain string }) (any, error) {
	d, ok := c.Store.Domain(c.region, in.Domain)
	if !ok {
		return map[string]any{"DomainDescription": none{}}, nil
	}
	description := map[string]any{
		"Domain": d.Name, "UserPoolId": d.PoolID, "AWSAccountId": c.Store.AccountID, "Status": "ACTIVE",
		"ManagedLoginVersion": d.ManagedLoginVersion, "CloudFrontDistribution": distribution(d), "S3Bucket": "aws-cognito-prod-assets", "Version": "1",
	}
	if d.Custom() {
		description["CustomDomainConfig"] = customDomainConfig{d.CertificateARN}
	}
	return map[string]any{"DomainDescription": description}, nil
}

func deleteUserPoolDomain(c *call, in userPoolDomainRequest) (any, error) {
	return none{}, c.Store.DeleteDomain(in.UserPoolID, in.Domain)
}

var userPoolDomainActions = []action{
	on("CreateUserPoolDomain", createUserPoolDomain),
	on("UpdateUserPoolDomain", updateUserPoolDomain),
	on("DescribeUserPoolDomain", describeUserPoolDomain),
	on("DeleteUserPoolDomain", deleteUserPoolDomain),
}
