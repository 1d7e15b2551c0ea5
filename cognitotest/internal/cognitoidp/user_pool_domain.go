package cognitoidp

import "github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"

type customDomainConfig struct{ CertificateArn string }

type userPoolDomainRequest struct {
	Domain              string
	UserPoolID          string `json:"UserPoolId"`
	ManagedLoginVersion int
	CustomDomainConfig  customDomainConfig
}

func (in userPoolDomainRequest) record() userpool.Domain {
	const classic = 1
	version := in.ManagedLoginVersion
	if version == 0 {
		version = classic
	}
	return userpool.Domain{
		Name: in.Domain, PoolID: in.UserPoolID, ManagedLoginVersion: version, CertificateARN: in.CustomDomainConfig.CertificateArn,
	}
}

type domainResponse struct {
	ManagedLoginVersion int
	CloudFrontDomain    string `json:",omitempty"`
}

// distribution is the CloudFront name that a domain is served from.
func distribution(d userpool.Domain) string {
	return "d" + d.PoolID[len(d.PoolID)-9:] + ".cloudfront.net"
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
	return domainResponseOf(c.Store.CreateDomain(in.record()))
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
